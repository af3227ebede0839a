/* Every page is HTML as it should be: htmlvalidate.json says by which rules. */
import { test } from 'node:test';
import { markup } from './markup.mjs';
import { MOST, none, site } from './suite.mjs';

for (const lang of site.langs)
	test(`markup: every page in ${lang}`, MOST, () =>
		none(site.pages.filter((p) => p.lang === lang)
			.flatMap((p) => markup(p.path, site.read(p.path)))));
