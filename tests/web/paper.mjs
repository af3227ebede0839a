/* A page as it is printed; problems as lines. The page is shown as print and at
 * the width of A4 without its margins. */

/* In the page. room: height of a sheet in dots. */
function onPaper(room) {
	const found = [];
	const shown = (el) => el.checkVisibility();
	const name = (el) => `${el.localName}.${el.className} ` +
		`"${el.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 50)}"`;

	/* of use on a screen alone */
	for (const el of document.querySelectorAll(
		'nav, .skip, .screen, button, input, select, form, [role=search]'))
		if (shown(el))
			found.push(`printed, but of use on a screen alone: ${name(el)}`);
	for (const el of document.querySelectorAll('figure, img')) {
		if (!shown(el))
			continue;
		const s = getComputedStyle(el);
		const keeps = (e) => e && (/^avoid/.test(getComputedStyle(e).breakInside) ||
			keeps(e.parentElement?.closest('figure')));
		if (el.localName === 'figure' && !keeps(el))
			found.push(`may be cut by a page's edge: ${name(el)}`);
		if (el.getBoundingClientRect().height > room)
			found.push(`higher than a sheet: ${el.getAttribute('src') ?? name(el)}`);
		if (el.localName === 'img' && s.objectFit === 'cover')
			found.push(`cropped: ${el.getAttribute('src')}`);
	}
	if (![...document.querySelectorAll('h1')].some(shown))
		found.push('no heading on paper');
	return found;
}

/* A4 less the margins of the style sheet's @page. */
const SHEET_MM = 297 - 16 - 18;

export function paperProblems(page) {
	return page.evaluate(onPaper, SHEET_MM / 25.4 * 96);
}

/* Fixed sheets: each is one of A4 and holds what is on it. */
export function sheetProblems(page) {
	return page.evaluate(() => {
		const sheets = [...document.querySelectorAll('.sheet')];
		const high = 297 / 25.4 * 96;

		if (sheets.length === 0)
			return ['no sheet on it'];
		return sheets.flatMap((s, i) => [s, ...s.querySelectorAll('.fit')]
			.flatMap((box) => [
				...(box.scrollHeight > box.clientHeight + 1
					? [`sheet ${i + 1} overflows: ${box.scrollHeight} > ` +
						box.clientHeight] : []),
				...(box.scrollWidth > box.clientWidth + 1
					? [`sheet ${i + 1} is too narrow: ${box.scrollWidth} > ` +
						box.clientWidth] : []),
				...(box.getBoundingClientRect().height > high + 1
					? [`sheet ${i + 1} is higher than A4`] : []),
			]));
	});
}

/* In points; the sheet for the wall lies on its side. */
export const A4 = [595, 842], WALL = [1191, 842];

/* The number of sheets and the problems of the PDF itself. */
export async function printed(page, size = A4) {
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	const sheets = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
	const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)]
		.map((m) => [Number(m[1]), Number(m[2])]);
	const odd = boxes.filter(([w, h]) =>
		Math.abs(w - size[0]) > 2 || Math.abs(h - size[1]) > 2);

	return {
		sheets,
		bad: odd.length ? [`of another size: ${odd[0].join(' x ')}`] : [],
	};
}
