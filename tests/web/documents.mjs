/* What every page of a site holds and where it leads, read by the browser's own
 * parser; problems as lines. */

/* In a page: what one document says of itself. */
function anatomy(list) {
	/* texts that are more than a name, with the language they stand in */
	const spoken = (doc) => {
		const walker = doc.createTreeWalker(doc.documentElement,
			NodeFilter.SHOW_TEXT);
		const all = [];
		const add = (el, raw) => {
			const words = raw.replaceAll(/\s+/g, ' ').trim();
			if ((words.match(/(?<![\p{L}\p{N}-])\p{Ll}{2,}/gu) ?? []).length >= 2)
				all.push({ words, lang: el.closest('[lang]')?.lang ?? '' });
		};
		for (let n = walker.nextNode(); n; n = walker.nextNode())
			if (!n.parentElement.closest('style, script, code'))
				add(n.parentElement, n.data);
		for (const el of doc.querySelectorAll('[alt], [aria-label], [data-l]'))
			for (const a of ['alt', 'aria-label', 'data-l'])
				add(el, el.getAttribute(a) ?? '');
		return all;
	};

	return list.map(({ path, text }) => {
		const doc = new DOMParser().parseFromString(text, 'text/html');
		const ids = [...doc.querySelectorAll('[id]')].map((e) => e.id);
		const of = (selector, attribute) =>
			[...doc.querySelectorAll(selector)].map((e) => ({
				tag: e.localName,
				to: e.getAttribute(attribute),
				words: e.textContent.trim().slice(0, 40),
			}));
		const named = [...doc.querySelectorAll(
			'[aria-labelledby], [aria-describedby], [aria-controls], label[for]')]
			.flatMap((e) => ['aria-labelledby', 'aria-describedby',
				'aria-controls', 'for'].flatMap((a) =>
				(e.getAttribute(a) ?? '').split(/\s+/).filter(Boolean)));

		return {
			path,
			lang: doc.documentElement.lang,
			title: doc.title,
			ids,
			named,
			links: [...of('[href]', 'href'), ...of('[src]', 'src')],
			spoken: spoken(doc),
			unsaid: [...doc.querySelectorAll('img:not([alt])')]
				.map((e) => e.getAttribute('src')),
		};
	});
}

export async function readDocuments(browser, site, pages = site.pages) {
	const all = [];

	await browser.blank(async (page) => {
		for (let i = 0; i < pages.length; i += 20)
			all.push(...await page.evaluate(anatomy, pages.slice(i, i + 20)
				.map((p) => ({ path: p.path, text: site.read(p.path) }))));
	});
	return all;
}

/* Where one link leads: null where all is well. */
function misled(site, ids, from, link) {
	const base = new URL(from, 'site://x/');
	let to;

	if (link.to === '' || link.to === '#')
		return 'leads nowhere';
	try {
		to = new URL(link.to, base);
	} catch {
		return 'is no address';
	}
	if (to.protocol === 'mailto:')
		return null;
	if (to.protocol !== 'site:')
		/* a reader may follow a link out; a page may fetch nothing */
		return link.tag === 'a' && to.protocol === 'https:' ? null
			: `is fetched from ${to.origin}`;
	if (link.to.startsWith('/'))
		return 'works only at the root of a server';
	const path = decodeURIComponent(to.pathname.slice(1));
	if (!site.files.has(path))
		return `: no ${path}`;
	const part = decodeURIComponent(to.hash.slice(1));
	if (part && ids.has(path) && !ids.get(path).has(part))
		return `: no #${part} in ${path}`;
	return null;
}

export function linkProblems(site, documents) {
	const ids = new Map(documents.map((d) => [d.path, new Set(d.ids)]));

	return documents.flatMap((d) => d.links.flatMap((link) => {
		const why = misled(site, ids, d.path, link);
		return why ? [`${d.path}: "${link.words}" ${link.to} ${why}`] : [];
	}));
}

export function idProblems(documents) {
	return documents.flatMap((d) => {
		const seen = new Set();
		const twice = d.ids.filter((id) => seen.size === seen.add(id).size);
		const lost = d.named.filter((id) => !seen.has(id));
		return [
			...twice.map((id) => `${d.path}: id ${id} is there twice`),
			...lost.map((id) => `${d.path}: a name comes from ${id}, ` +
				'which is not there'),
		];
	});
}

export function pictureProblems(documents) {
	return documents.flatMap((d) =>
		d.unsaid.map((src) => `${d.path}: no alt on ${src}`));
}

/* Language and title of each page; no two pages of a language are called the
 * same. */
export function headProblems(site, documents) {
	const langs = new Map(site.pages.map((p) => [p.path, p.lang]));
	const titles = new Map();

	return documents.flatMap((d) => {
		const key = `${d.lang} ${d.title}`;
		const twin = titles.get(key);
		titles.set(key, d.path);
		return [
			...(d.lang === langs.get(d.path) ? []
				: [`${d.path}: its language is "${d.lang}"`]),
			...(d.title.trim() ? [] : [`${d.path}: no title`]),
			...(twin ? [`${d.path}: called as ${twin}: ${d.title}`] : []),
		];
	});
}

/* Each page has its twin in every other language. */
export function twinProblems(site) {
	const there = new Set(site.pages.map((p) => `${p.lang} ${p.name}`));

	return site.pages.flatMap((p) => site.langs
		.filter((lang) => !there.has(`${lang} ${p.name}`))
		.map((lang) => `${p.path}: none in ${lang}`));
}

/* What a page says in the very words of its Finnish twin is Finnish, and says so
 * (WCAG 3.1.2). */
export function languageProblems(site, documents) {
	const of = new Map(documents.map((d) => [d.path, d]));

	return site.pages.filter((p) => p.lang !== 'fi').flatMap((p) => {
		const finnish = new Set((of.get(p.name)?.spoken ?? [])
			.map((s) => s.words));
		return of.get(p.path).spoken
			.filter((s) => s.lang === p.lang && finnish.has(s.words))
			.map((s) => `${p.path}: Finnish, not marked: ` +
				`"${s.words.slice(0, 100)}"`);
	});
}
