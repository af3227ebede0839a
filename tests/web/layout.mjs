/* Whether a page has room for what it says: nothing sideways, nothing cut,
 * nothing outside its box. */

/* In the page. */
function cramped() {
	const root = document.documentElement;
	const room = root.clientWidth;
	const found = [];
	const name = (el) => `${el.tagName.toLowerCase()}` +
		`${el.id ? `#${el.id}` : ''}` +
		`${typeof el.className === 'string' && el.className
			? `.${el.className.trim().replaceAll(/\s+/g, '.')}` : ''}` +
		` "${el.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}"`;
	/* for those who listen: a pixel, cut away on purpose */
	const aside = (el) => el.closest('.hidden, .skip') ||
		(() => {
			for (let e = el; e; e = e.parentElement)
				if (getComputedStyle(e).clipPath !== 'none')
					return true;
			return false;
		})();
	const scrolls = (el) => {
		for (let e = el; e && e !== root && e !== document.body;
			e = e.parentElement)
			if (/auto|scroll/.test(getComputedStyle(e).overflowX))
				return true;
		return false;
	};
	/* blanks that are kept hang over the end of a line: words alone count */
	const rectsOf = (node, el) => {
		const kept = getComputedStyle(el).whiteSpace.startsWith('pre');
		const parts = kept ? [...node.data.matchAll(/\S+/g)]
			.map((m) => [m.index, m.index + m[0].length])
			: [[0, node.data.length]];
		return parts.flatMap(([from, to]) => {
			const range = document.createRange();
			range.setStart(node, from);
			range.setEnd(node, to);
			return [...range.getClientRects()];
		});
	};
	const block = (el) => {
		while (el.parentElement &&
			/^(inline|contents)/.test(getComputedStyle(el).display))
			el = el.parentElement;
		return el;
	};

	if (root.scrollWidth > room)
		found.push(`sideways: ${root.scrollWidth} > ${room}`);
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const told = new Set();
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const el = node.parentElement;
		if (!node.data.trim() || !el.checkVisibility() || told.has(el) ||
			aside(el))
			continue;
		const box = block(el);
		const out = box.getBoundingClientRect();
		for (const r of rectsOf(node, el)) {
			const wide = !scrolls(el) && (r.right > room + 1 || r.left < -1);
			/* a line's own height may be more than its box gives it */
			const over = r.right > out.right + 1 || r.left < out.left - 1 ||
				r.bottom > out.bottom + r.height / 2 ||
				r.top < out.top - r.height / 2;
			if (!wide && !over)
				continue;
			told.add(el);
			found.push(`${wide ? 'off the screen' : 'out of its box'}: ` +
				`${name(el)} in ${name(box).split(' ')[0]}`);
			break;
		}
	}
	for (const el of document.body.querySelectorAll('*')) {
		const s = getComputedStyle(el);
		const cut = (over, inner, outer) => /hidden|clip/.test(over) &&
			inner > outer + 1;
		if (!el.checkVisibility() || aside(el) ||
			el instanceof HTMLInputElement)
			continue;
		if (cut(s.overflowX, el.scrollWidth, el.clientWidth) ||
			cut(s.overflowY, el.scrollHeight, el.clientHeight))
			found.push(`cut: ${name(el)}`);
	}
	for (const img of document.images)
		if (img.checkVisibility() &&
			img.getBoundingClientRect().right > room + 1)
			found.push(`off the screen: ${img.getAttribute('src')}`);
	return found.slice(0, 20);
}

/* Rules of a reader's own in the place of those before, which a page's policy
 * does not forbid. */
export async function restyle(page, css) {
	await page.evaluate((text) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(text);
		document.adoptedStyleSheets = [sheet];
	}, css);
}

export async function unfold(page) {
	await page.evaluate(() => {
		for (const d of document.querySelectorAll('details'))
			d.open = true;
	});
}

/* Problems as lines. */
export function layout(page) {
	return page.evaluate(cramped);
}

/* WCAG 1.4.12, all at once. */
export const SPACED = `* { line-height: 1.5 !important;
	letter-spacing: .12em !important; word-spacing: .16em !important; }
	p { margin-bottom: 2em !important; }`;

/* WCAG 1.4.4 */
export const DOUBLED = 'html { font-size: 200% !important; }';
