/* Colours that are not the site's own: a dark scheme, forced colours, more
 * contrast; and stillness where it is asked for. */
import { contrastProblems } from './contrast.mjs';
import { unfold } from './layout.mjs';
import { moving } from './motion.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const held = withBrowser();
const PLAIN = { colorScheme: 'light', forcedColors: 'none',
	contrast: 'no-preference' };
const modes = [
	['dark scheme', { colorScheme: 'dark' }],
	['forced colours', { forcedColors: 'active' }],
	['forced dark colours', { forcedColors: 'active', colorScheme: 'dark' }],
	['more contrast', { contrast: 'more' }],
];

/* The same parts in each language: one is enough here. */
eachPage(site.picks().filter((p) => p.lang === 'fi'), 'colours', (p) =>
	held.visit(p.path, { reducedMotion: 'reduce' }, async (page) => {
		const found = await moving(page);

		await unfold(page);
		for (const [what, media] of modes) {
			await page.emulateMedia({ ...PLAIN, ...media });
			found.push(...(await contrastProblems(page))
				.map((line) => `${what}: ${line}`));
		}
		return found;
	}));
