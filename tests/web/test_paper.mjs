/* Printed: what is of use on a screen alone stays there, charts stay whole,
 * sheets hold what is on them. */
import { SIZES } from './browser.mjs';
import { layout } from './layout.mjs';
import { A4, WALL, paperProblems, printed, sheetProblems } from './paper.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const held = withBrowser();

eachPage(site.picks(), 'paper', (p) =>
	held.visit(p.path, { viewport: SIZES.paper }, async (page) => {
		await page.emulateMedia({ media: 'print' });
		const found = await paperProblems(page);
		found.push(...await layout(page));
		const { sheets, bad } = await printed(page);
		if (sheets === 0)
			found.push('no sheet comes out');
		return [...found, ...bad];
	}));

/* Every one of them: a sheet that overflows is read by those of its area. */
eachPage(site.pages.filter((p) => p.sheet), 'sheet', (p) =>
	held.visit(p.path, { viewport: { width: 794, height: 1123 } },
		async (page) => {
			await page.emulateMedia({ media: 'print' });
			const count = await page.locator('.sheet').count();
			const wall = await page.locator('.wall').count();
			const { sheets, bad } = await printed(page, wall ? WALL : A4);
			return [
				...await sheetProblems(page),
				...bad,
				...(sheets === count ? []
					: [`${count} sheets are printed on ${sheets}`]),
			];
		}));
