/* Room on a phone and a laptop: nothing sideways, nothing cut; also with twice
 * the text and with a reader's own spacing. */
import { SIZES } from './browser.mjs';
import { DOUBLED, SPACED, layout, restyle, unfold } from './layout.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const held = withBrowser();
const pages = site.picks({ least: true });

async function at(page, size, what) {
	await page.setViewportSize(SIZES[size]);
	return (await layout(page)).map((line) => `${size}${what}: ${line}`);
}

eachPage(pages, 'room', (p) =>
	held.visit(p.path, { viewport: SIZES.small }, async (page) => {
		const found = [
			...await at(page, 'small', ''),
			...await at(page, 'phone', ''),
			...await at(page, 'laptop', ''),
		];

		await unfold(page);
		found.push(...await at(page, 'laptop', ', unfolded'));
		found.push(...await at(page, 'small', ', unfolded'));
		await restyle(page, DOUBLED);
		found.push(...await at(page, 'phone', ', text doubled'));
		await restyle(page, SPACED);
		found.push(...await at(page, 'phone', ', text spaced'));
		return found;
	}));
