/* A page without a mouse; problems as lines. */

/* What has the focus, as it looks. */
function focused() {
	const el = document.activeElement;
	const all = [...document.querySelectorAll('*')];

	if (!el || el === document.body)
		return null;
	const s = getComputedStyle(el);
	const r = el.getBoundingClientRect();
	return {
		at: all.indexOf(el),
		name: `${el.localName}${el.id ? `#${el.id}` : ''} ` +
			`"${(el.textContent || el.value || '').trim().slice(0, 40)}"`,
		ring: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) ||
			s.boxShadow !== 'none',
		seen: r.width > 0 && r.height > 0 && r.right > 0 && r.left < innerWidth &&
			r.bottom > 0 && r.top < innerHeight,
		/* in the way: something else is drawn over it */
		hidden: (() => {
			const over = document.elementFromPoint(
				Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1),
				Math.min(Math.max(r.top + Math.min(r.height, 12) / 2, 0),
					innerHeight - 1));
			return over && !el.contains(over) && !over.contains(el) &&
				![...el.getClientRects()].some((q) => {
					const o = document.elementFromPoint(q.left + q.width / 2,
						q.top + q.height / 2);
					return o && (el.contains(o) || o.contains(el));
				});
		})(),
	};
}

/* The first stop leads past the head of the page, where there is any. */
export async function skipProblems(page) {
	const found = [];
	const head = await page.evaluate(() => {
		const main = document.querySelector('main');
		return [...document.querySelectorAll('a[href], button, input')]
			.filter((e) => e.checkVisibility() && main.compareDocumentPosition(e) &
				Node.DOCUMENT_POSITION_PRECEDING).length;
	});

	if (head === 0)
		return [];
	await page.keyboard.press('Tab');
	const first = await page.evaluate(() => {
		const el = document.activeElement;
		const r = el.getBoundingClientRect();
		return {
			to: el.getAttribute('href') ?? '',
			seen: r.left >= 0 && r.top >= 0 && r.width > 20 && r.height > 10,
		};
	});
	if (!first.to.startsWith('#'))
		return ['the first stop is no skip link'];
	if (!first.seen)
		found.push('the skip link is not seen when it has the focus');
	await page.keyboard.press('Enter');
	const inMain = await page.evaluate((to) => {
		const target = document.querySelector(to);
		return Boolean(target && target.closest('main') &&
			(document.activeElement === target ||
				target.contains(document.activeElement)));
	}, first.to);
	if (!inMain)
		found.push('the skip link does not lead into main');
	await page.keyboard.press('Tab');
	const next = await page.evaluate(() =>
		document.activeElement.closest('main') !== null ||
		document.querySelector('main :is(a[href], button, input, summary)') === null);
	if (!next)
		found.push('behind the skip link the focus is not in main');
	return found;
}

/* Walks `most` stops from the start: each is seen, ringed, in the order of the
 * page. */
export async function walkProblems(page, most) {
	const stops = await page.evaluate(() =>
		[...document.querySelectorAll(
			'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
			.filter((e) => e.checkVisibility() && !e.disabled).length);
	const found = [];
	let last = -1;

	for (let i = 0; i < Math.min(stops, most); i++) {
		await page.keyboard.press('Tab');
		const now = await page.evaluate(focused);
		if (!now) {
			found.push(`stop ${i + 1} of ${stops} is nowhere`);
			break;
		}
		if (now.at <= last)
			found.push(`${now.name}: the focus goes back`);
		if (!now.ring)
			found.push(`${now.name}: the focus cannot be seen`);
		if (!now.seen)
			found.push(`${now.name}: has the focus off the screen`);
		else if (now.hidden)
			found.push(`${now.name}: covered while it has the focus`);
		last = now.at;
	}
	return found;
}

/* What is folded opens by Enter and closes by the space bar. */
export async function foldProblems(page) {
	const fold = page.locator('main details > summary:visible').first();

	if (await fold.count() === 0)
		return [];
	const open = () => fold.evaluate((s) => s.parentElement.open);
	const before = await open();
	await fold.focus();
	await page.keyboard.press('Enter');
	if (await open() === before)
		return ['Enter does not unfold'];
	await page.keyboard.press('Space');
	return await open() === before ? [] : ['the space bar does not fold'];
}
