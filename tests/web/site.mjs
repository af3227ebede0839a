/* A site on disk: which pages it has, of which kinds, in which languages. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LANGS = ['sv', 'en'];

/* Pages in folders of these kinds are sheets of paper: fixed A4, no phone. */
const SHEETS = ['katsaus'];

function walk(dir, under = '') {
	return readdirSync(join(dir, under), { withFileTypes: true })
		.flatMap((f) => {
			const path = under ? `${under}/${f.name}` : f.name;
			return f.isDirectory() ? walk(dir, path) : [path];
		})
		.sort();
}

function page(dir, path) {
	const parts = path.split('/');
	const lang = LANGS.includes(parts[0]) ? parts.shift() : 'fi';
	/* a page that stands alone is a kind of its own */
	const kind = parts[0];
	return {
		path,
		lang,
		kind,
		name: parts.join('/'),
		sheet: SHEETS.includes(kind),
		size: statSync(join(dir, path)).size,
	};
}

export class Site {
	constructor(dir) {
		this.dir = dir;
		this.files = new Set(walk(dir));
		this.pages = [...this.files]
			.filter((f) => f.endsWith('.html'))
			.map((f) => page(dir, f));
		if (this.pages.length === 0)
			throw new Error(`${dir}: no pages`);
	}

	read(path) {
		return readFileSync(join(this.dir, path), 'utf8');
	}

	get langs() {
		return [...new Set(this.pages.map((p) => p.lang))];
	}

	/* One page of each kind and language: the one that says most. A short one
	 * beside it where `least` is asked for. */
	picks({ sheet = false, least = false } = {}) {
		const groups = new Map();
		for (const p of this.pages.filter((q) => q.sheet === sheet)) {
			const key = `${p.lang} ${p.kind}`;
			groups.set(key, [...(groups.get(key) ?? []), p]);
		}
		return [...groups.values()].flatMap((list) => {
			list.sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
			return least && list.length > 1 ? [list[0], list.at(-1)] : [list[0]];
		});
	}
}

/* The site under test, named by run.mjs. */
export function siteUnderTest() {
	const dir = process.env.SITE;
	if (!dir)
		throw new Error('SITE names no folder');
	return new Site(dir);
}
