/* What a page says: all of its text, of what a script adds for use only the
 * rest. */

/* In the page. */
function words() {
	const body = document.body.cloneNode(true);
	const live = [...document.body.querySelectorAll('*')];
	const copies = [...body.querySelectorAll('*')];

	/* what neither eye nor ear gets */
	live.forEach((el, i) => {
		if (el.matches('script, style, template, noscript, [hidden]') ||
			getComputedStyle(el).display === 'none')
			copies[i].dataset.gone = '';
	});
	for (const el of body.querySelectorAll('[data-gone], form, [role=search], ' +
		'input, select, label, output, [role=status], [aria-live], ' +
		'button:not(th button)'))
		el.remove();
	/* a heading that sorts says what it said */
	for (const el of body.querySelectorAll('th button [aria-hidden=true]'))
		el.remove();
	return body.textContent.replaceAll(/\s+/g, ' ').trim();
}

export function wordsOf(page) {
	return page.evaluate(words);
}

/* The first place where two texts part, or null. */
export function parting(a, b) {
	if (a === b)
		return null;
	let i = 0;
	while (a[i] === b[i])
		i++;
	return `"${a.slice(Math.max(0, i - 30), i + 50)}" / ` +
		`"${b.slice(Math.max(0, i - 30), i + 50)}"`;
}
