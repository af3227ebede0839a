/* What axe-core finds on a page, as lines. */
import axe from 'axe-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const HINTS = ['best-practice', 'wcag22aa'];

function lines(found) {
	return found.map((v) => `${v.id}: ${v.help}; ${v.nodes.length} x, ` +
		`as ${v.nodes[0].target.flat().join(' ')}: ` +
		v.nodes[0].html.slice(0, 160));
}

/* { bad, hints }: violations of WCAG 2.1 A and AA, and what else is advised.
 * only: rules to keep to. */
export async function judge(page, { only = null } = {}) {
	const runOnly = only ? { type: 'rule', values: only }
		: { type: 'tag', values: [...WCAG, ...HINTS] };

	/* through the debugger: the page's own policy forbids scripts */
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate((how) =>
		globalThis.axe.run(document, how),
	{ runOnly, preload: false, resultTypes: ['violations'] });
	const must = (v) => only || v.tags.some((t) => WCAG.includes(t));
	return {
		bad: lines(violations.filter(must)),
		hints: lines(violations.filter((v) => !must(v))),
	};
}
