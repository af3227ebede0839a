/* Nothing leaves the site, nothing is missed, nothing is complained of: from a
 * server and from a folder. */
import { SIZES, pictureProblems } from './browser.mjs';
import { unfold } from './layout.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const served = withBrowser();
const opened = withBrowser({ file: true });
const pages = site.picks().concat(site.picks({ sheet: true }));

for (const [how, held] of [['served', served], ['from a folder', opened]])
	eachPage(pages, how, async (p) => {
		const problems = [];

		await held.visit(p.path, { viewport: SIZES.phone },
			async (page) => {
				await unfold(page);
				problems.push(...await pictureProblems(page));
				await page.waitForLoadState('networkidle');
			}, problems);
		return problems;
	});
