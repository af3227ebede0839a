/* WCAG 2.1 A and AA by axe-core, at each size, folded and unfolded. */
import { after } from 'node:test';
import { SIZES } from './browser.mjs';
import { judge } from './judge.mjs';
import { unfold } from './layout.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const held = withBrowser();
const hints = new Map();

function note(path, list) {
	for (const line of list)
		hints.set(line.split(';')[0], `${line} (${path})`);
}

eachPage(site.picks(), 'axe', (p) =>
	held.visit(p.path, { viewport: SIZES.phone }, async (page) => {
		const found = [];

		for (const size of ['phone', 'laptop']) {
			await page.setViewportSize(SIZES[size]);
			if (size === 'laptop')
				await unfold(page);
			const { bad, hints: more } = await judge(page);
			found.push(...bad.map((line) => `${size}: ${line}`));
			note(p.path, more);
		}
		return found;
	}));

eachPage(site.picks().concat(site.picks({ sheet: true })), 'axe, printed', (p) =>
	held.visit(p.path, { viewport: SIZES.paper }, async (page) => {
		await page.emulateMedia({ media: 'print' });
		/* a sheet of paper is not scrolled and has no links to skip */
		return (await judge(page)).bad;
	}));

after(() => {
	for (const line of hints.values())
		console.log(`hint: ${line}`);
});
