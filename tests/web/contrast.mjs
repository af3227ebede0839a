/* Contrast of text as the browser has it in the end: axe-core looks past colours
 * that the system forces on a page. Problems as lines. */

/* In the page. */
function faint() {
	const parse = (c) => {
		const [r, g, b, a = '1'] = c.match(/[\d.]+/g) ?? ['0', '0', '0', '0'];
		return { rgb: [r, g, b].map(Number), a: Number(a) };
	};
	const light = ({ rgb }) => {
		const [r, g, b] = rgb.map((v) => v / 255).map((v) =>
			v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const probe = document.createElement('div');
	probe.style.color = 'Canvas';
	document.body.append(probe);
	const canvas = parse(getComputedStyle(probe).color);
	probe.remove();
	const ground = (el) => {
		for (let e = el; e; e = e.parentElement) {
			const c = parse(getComputedStyle(e).backgroundColor);
			if (c.a > 0.99)
				return c;
		}
		return canvas;
	};
	const found = [];

	for (const el of document.body.querySelectorAll('*')) {
		if (![...el.childNodes].some((n) =>
			n.nodeType === Node.TEXT_NODE && n.data.trim()) ||
			!el.checkVisibility())
			continue;
		const s = getComputedStyle(el);
		const [a, b] = [light(parse(s.color)), light(ground(el))]
			.sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05);
		const size = parseFloat(s.fontSize);
		const large = size >= 24 || (size >= 18.66 && Number(s.fontWeight) >= 700);
		if (ratio < (large ? 3 : 4.5))
			found.push(`contrast ${ratio.toFixed(1)}: ${el.localName}` +
				`.${el.className} "${el.textContent.trim().slice(0, 40)}"`);
	}
	return found.slice(0, 10);
}

export function contrastProblems(page) {
	return page.evaluate(faint);
}
