/* What moves by itself where a reader asks for stillness; problems as lines. */

/* In the page. */
function movers() {
	return [...document.querySelectorAll('*')]
		.filter((el) => {
			const s = getComputedStyle(el);
			return s.animationName !== 'none' ||
				parseFloat(s.transitionDuration) > 0 ||
				s.scrollBehavior === 'smooth';
		})
		.map((el) => `moves: ${el.localName}.${el.className}`);
}

export function moving(page) {
	return page.evaluate(movers);
}
