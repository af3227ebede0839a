/* What a page asks for, once all of it is shown. */
import { SIZES } from './browser.mjs';
import { unfold } from './layout.mjs';

/* How long a page asks for nothing before it counts as done. */
const QUIET_MS = 500;

/* Pictures below the fold come late by themselves; here they must come. Problems
 * as lines. */
async function pictureProblems(page) {
	await page.evaluate(async () => {
		for (const img of document.images)
			img.loading = 'eager';
		await Promise.all([...document.images].map((img) =>
			img.decode().catch(() => {})));
	});
	return page.evaluate(() => [...document.images]
		.filter((img) => img.naturalWidth === 0 && img.checkVisibility())
		.map((img) => `no picture: ${img.getAttribute('src')}`));
}

/* Returns when the page has asked for nothing in QUIET_MS by its own clock: what it
 * has asked for by then is told before its answer to us. Not "networkidle", which
 * was seen not to come for a page from a folder that had asked for nothing more. */
async function quiet(page) {
	let asked = false;
	const seen = () => { asked = true; };

	page.on('request', seen);
	do {
		asked = false;
		await page.evaluate((ms) => new Promise((done) => {
			setTimeout(done, ms);
		}), QUIET_MS);
	} while (asked);
	page.off('request', seen);
}

/* What is wrong with what a page asks for once all of it is shown, as lines. */
export async function requestProblems(browser, path) {
	const problems = [];

	await browser.visit(path, { viewport: SIZES.phone }, async (page) => {
		await unfold(page);
		problems.push(...await pictureProblems(page));
		await quiet(page);
	}, problems);
	return problems;
}
