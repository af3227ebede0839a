/* Every page: links, anchors, ids, pictures, titles, languages. */
import { test } from 'node:test';
import { headProblems, idProblems, languageProblems, linkProblems,
	pictureProblems, readDocuments, twinProblems } from './documents.mjs';
import { MOST, none, site, withBrowser } from './suite.mjs';

const held = withBrowser();
let read = null;
const documents = () => (read ??= readDocuments(held, site));

test('links and anchors lead somewhere', MOST, async () =>
	none(linkProblems(site, await documents())));
test('ids are there once', MOST, async () =>
	none(idProblems(await documents())));
test('pictures have a text alternative', MOST, async () =>
	none(pictureProblems(await documents())));
test('pages say their language and a title of their own', MOST, async () =>
	none(headProblems(site, await documents())));
test('each page is there in every language', MOST, () =>
	none(twinProblems(site)));
test('Finnish says that it is Finnish', MOST, async () =>
	none(languageProblems(site, await documents()), 60));
