/* What the tests share: the site, a browser for it, tests of a page each. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Browser } from './browser.mjs';
import { siteUnderTest } from './site.mjs';

export const site = siteUnderTest();

/* No test takes longer. */
export const MOST = { timeout: 300_000 };

/* A browser for the tests of a file, opened by the first that wants it. */
export function withBrowser(options) {
	let opened = null;
	const get = () => (opened ??= Browser.open(site.dir, options));

	after(async () => { await (await opened)?.close(); }, { timeout: 30_000 });
	return {
		visit: async (...how) => (await get()).visit(...how),
		blank: async (work) => (await get()).blank(work),
	};
}

/* Fails with the problems, a line each. */
export function none(problems, most = 30) {
	const list = [...new Set(problems)];

	if (list.length)
		assert.fail(`${list.length} problems\n  ${list.slice(0, most).join('\n  ')}`);
}

/* One test for each page: `work(page)` gives problems or throws. */
export function eachPage(pages, what, work) {
	for (const p of pages)
		test(`${what}: ${p.path}`, MOST, async () => none(await work(p) ?? []));
}
