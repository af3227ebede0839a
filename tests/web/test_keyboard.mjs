/* Without a mouse: skip link, focus, folds; the field that filters and the
 * headings that sort, where the site has a script. */
import { test } from 'node:test';
import { SIZES } from './browser.mjs';
import { claims, searchProblems, sortProblems } from './controls.mjs';
import { foldProblems, skipProblems, walkProblems } from './keyboard.mjs';
import { MOST, eachPage, none, site, withBrowser } from './suite.mjs';

/* More stops than most pages have before their tables. */
const STOPS = 60;

const held = withBrowser();
const pages = site.picks();
const scripted = [...site.files].some((f) => f.endsWith('.js'));

for (const size of ['phone', 'laptop'])
	eachPage(pages, `keyboard, ${size}`, (p) => held.visit(p.path,
		{ viewport: SIZES[size] }, async (page) => [
			...await walkProblems(page, STOPS),
			...await foldProblems(page),
		]));

eachPage(pages, 'skip link', (p) => held.visit(p.path, {}, skipProblems));

/* A site with a script says that it filters and sorts. */
test('a script gives a search field and tables that sort', MOST, async () => {
	const found = { search: false, sort: false };

	for (const p of pages.filter((q) => q.lang === 'fi'))
		await held.visit(p.path, {}, async (page) => {
			const c = await claims(page);
			found.search ||= c.search;
			found.sort ||= c.sort;
		});
	none(Object.entries(found).filter(([, there]) => there !== scripted)
		.map(([what, there]) => there ? `${what} without a script`
			: `no ${what} on any page`));
});

if (scripted) {
	eachPage(pages, 'search', (p) => held.visit(p.path, {}, async (page) =>
		(await claims(page)).search ? searchProblems(page, 'la') : []));
	eachPage(pages, 'sort', (p) => held.visit(p.path, {}, async (page) =>
		(await claims(page)).sort ? sortProblems(page) : []));
}
