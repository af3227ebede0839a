/* The checks themselves: a page is copied, one thing in it is spoilt, and the
 * check whose it is finds that and did not before. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Browser, SIZES } from './browser.mjs';
import { contrastProblems } from './contrast.mjs';
import { searchProblems, sortProblems } from './controls.mjs';
import * as documents from './documents.mjs';
import { judge } from './judge.mjs';
import { foldProblems, skipProblems, walkProblems } from './keyboard.mjs';
import { DOUBLED, SPACED, layout, restyle } from './layout.mjs';
import { markup } from './markup.mjs';
import { paperProblems, printed, sheetProblems } from './paper.mjs';
import { moving } from './motion.mjs';
import { requestProblems } from './requests.mjs';
import { Site } from './site.mjs';
import { MOST, site } from './suite.mjs';
import { parting, wordsOf } from './words.mjs';

/* --- what is spoilt --- */

const into = (what) => (html) => html.replace(/(<main[^>]*>)/, `$1${what}`);
const script = (html) => html
	.replace(/(default-src 'none';)/, "$1 script-src 'self' file:;")
	.replace('</head>', '<script src="x.js" defer></script></head>');

/* --- who finds it: (browser, path, copy) => lines --- */

const onPage = (work, options = {}) => (browser, path) =>
	browser.visit(path, options, work);
const small = { viewport: SIZES.small };
const phone = { viewport: SIZES.phone };
const styled = (css) => onPage(async (page) => {
	await restyle(page, css);
	return layout(page);
}, phone);
const ofDocuments = (find) => async (browser, path, copy) =>
	find(copy, await documents.readDocuments(browser, copy));
const inMedia = (media, work) => onPage(async (page) => {
	await page.emulateMedia(media);
	return work(page);
}, { viewport: SIZES.paper });
const axe = onPage(async (page) => (await judge(page)).bad);
const paper = inMedia({ media: 'print' }, paperProblems);
const pdf = inMedia({ media: 'print' }, async (page) => (await printed(page)).bad);
const heard = async (browser, path) => {
	const at = parting(
		await browser.visit(path, { javaScriptEnabled: false }, wordsOf),
		await browser.visit(path, {}, wordsOf));
	return at ? [`parts: ${at}`] : [];
};

const PLANTS = [
	{ what: 'faint text', css: '.lead { color: #bbb; }', by: axe,
		as: /color-contrast/ },
	{ what: 'a link without a name', html: into('<a href="index.html"></a>'),
		by: axe, as: /link-name/ },
	{ what: 'a field without a label', html: into('<input type="text">'),
		by: axe, as: /label/ },
	{ what: 'too wide', css: 'h1 { min-width: 60rem; }',
		by: onPage(layout, small), as: /sideways/ },
	{ what: 'a picture that is too wide',
		html: into('<svg width="900" height="9"></svg>'),
		by: onPage(layout, small), as: /sideways/ },
	{ what: 'cut off', css: 'h1 { overflow: hidden; height: .4em; }',
		by: onPage(layout, small), as: /cut: h1/ },
	{ what: 'out of its box', css: 'h1 { height: 2px; }',
		by: onPage(layout, small), as: /out of its box: h1/ },
	{ what: 'no room for large text',
		css: '.lead { width: 19rem; }',
		by: styled(DOUBLED), as: /off the screen|sideways/ },
	{ what: 'no room for spaced text',
		css: 'h1 { font-size: 1rem; height: 1.2rem; width: 6rem; }',
		html: (s) => s.replace(/<h1>[^<]*/, '<h1>Lahti ja muu'),
		by: styled(SPACED), as: /out of its box: h1/ },
	{ what: 'a picture from elsewhere',
		html: into('<img alt="x" src="https://example.invalid/x.png">'),
		by: requestProblems, as: /console: .*Content Security Policy/ },
	{ what: 'a picture from elsewhere, allowed',
		html: (s) => into('<img alt="x" src="https://example.invalid/x.png">')(
			s.replace(/<meta http-equiv="Content-Security[^>]*>/, '')),
		by: requestProblems, as: /leaves the site: https:\/\/example\.invalid/ },
	{ what: 'a picture that is missing',
		html: into('<img alt="x" src="there-is-none.svg">'),
		by: requestProblems, as: /404: .*there-is-none/ },
	{ what: 'a script that fails', html: script,
		files: { 'x.js': 'nothing.at.all();' }, by: requestProblems,
		as: /script: nothing is not defined/ },
	{ what: 'a picture that is missing and asked for late', html: script,
		files: { 'x.js': 'addEventListener("load", () => setTimeout(() => {' +
			'new Image().src = "late.svg"; }, 400));' }, by: requestProblems,
		as: /404: .*late/ },
	{ what: 'a link to no page', html: into('<a href="none.html">x</a>'),
		by: ofDocuments(documents.linkProblems), as: /no none\.html/ },
	{ what: 'a link to no part', html: into('<a href="#none">x</a>'),
		by: ofDocuments(documents.linkProblems), as: /no #none in/ },
	{ what: 'a link that wants a server', html: into('<a href="/p.html">x</a>'),
		by: ofDocuments(documents.linkProblems), as: /root of a server/ },
	{ what: 'an id twice', html: into('<p id="sisalto">x</p>'),
		by: ofDocuments((s, d) => documents.idProblems(d)),
		as: /id sisalto is there twice/ },
	{ what: 'a name from nowhere',
		html: into('<div role="group" aria-labelledby="none">x</div>'),
		by: ofDocuments((s, d) => documents.idProblems(d)),
		as: /a name comes from none/ },
	{ what: 'a picture without words', html: into('<img src="p.svg">'),
		by: ofDocuments((s, d) => documents.pictureProblems(d)),
		as: /no alt on p\.svg/ },
	{ what: 'a page in no language', html: (s) => s.replace('lang="fi"', ''),
		by: ofDocuments(documents.headProblems), as: /its language is ""/ },
	{ what: 'two pages of one name', html: (s) => s,
		files: { 'q.html': (s) => s }, by: ofDocuments(documents.headProblems),
		as: /called as p\.html/ },
	{ what: 'a page in one language alone', html: (s) => s,
		files: { 'sv/q.html': (s) => s },
		by: async (browser, path, copy) => documents.twinProblems(copy),
		as: /p\.html: none in sv/ },
	{ what: 'Finnish that is not marked', html: into('<p>yhtä ja toista</p>'),
		files: { 'sv/p.html': (s) => s.replace('lang="fi"', 'lang="sv"')
			.replace(/<main[\s\S]*<\/main>/, '<main><p>yhtä ja toista</p></main>') },
		by: ofDocuments(documents.languageProblems),
		as: /Finnish, not marked: "yhtä ja toista"/ },
	{ what: 'markup out of order', html: into('<h5>x</h5><p><div>x</div></p>'),
		by: async (browser, path, copy) => markup('p.html', copy.read('p.html')),
		as: /heading-level|element-permitted/ },
	{ what: 'no skip link',
		html: (s) => s.replace(/<a class="skip"[^]*?<\/a>/, ''),
		by: onPage(skipProblems), as: /no skip link/ },
	{ what: 'a skip link to the top',
		html: (s) => s.replace('href="#sisalto"', 'href="#alku"')
			.replace('<header', '<header id="alku"'),
		by: onPage(skipProblems), as: /does not lead into main/ },
	{ what: 'a focus that is not seen',
		css: ':focus-visible { outline: none !important; }',
		by: onPage((page) => walkProblems(page, 5)),
		as: /the focus cannot be seen/ },
	{ what: 'a focus that jumps',
		html: into('<a href="p.html" tabindex="3">x</a>'),
		by: onPage((page) => walkProblems(page, 5)), as: /the focus goes back/ },
	{ what: 'a focus that is covered',
		css: '.foot::after { content: ""; position: fixed; inset: 0; ' +
			'background: #fff; z-index: 1; }',
		by: onPage((page) => walkProblems(page, 5)), as: /covered/ },
	{ what: 'a fold that does not fold',
		html: (s) => script(into('<details><summary>x</summary>y</details>')(s)),
		files: { 'x.js': 'document.querySelector("summary")' +
			'.addEventListener("click", (e) => e.preventDefault());' },
		by: onPage(foldProblems), as: /does not unfold/ },
	{ what: 'a search field that does nothing',
		html: into('<input type="search"><table><tbody><tr><td>hei</td></tr>' +
			'</tbody></table>'),
		by: onPage((page) => searchProblems(page, 'hei')),
		as: /nonsense finds something/ },
	{ what: 'a heading that does not sort',
		html: into('<table><thead><tr><th><button>a</button></th></tr></thead>' +
			'<tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>'),
		by: onPage(sortProblems), as: /aria-sort stays away/ },
	{ what: 'black on black in a dark scheme',
		css: '@media (prefers-color-scheme: dark) { ' +
			'main, main * { color: #222; background: #000; } }',
		by: inMedia({ colorScheme: 'dark' }, contrastProblems),
		as: /contrast 1\.\d/ },
	{ what: 'colours that cannot be forced',
		css: '.lead { forced-color-adjust: none; color: #eee; ' +
			'background: #fff; }',
		by: inMedia({ forcedColors: 'active' }, contrastProblems),
		as: /contrast 1\.\d: p\.lead/ },
	{ what: 'motion', css: '.lead { transition: all 1s; }',
		by: onPage(moving, { reducedMotion: 'reduce' }), as: /moves: p\.lead/ },
	{ what: 'links of the screen on paper',
		css: '@media print { .langs { display: block !important; } }',
		by: paper, as: /of use on a screen alone: nav/ },
	{ what: 'a chart over the edge of a sheet',
		html: into('<figure><svg width="9" height="9"></svg></figure>'),
		css: 'figure { break-inside: auto !important; }',
		by: paper, as: /may be cut/ },
	{ what: 'a chart higher than a sheet',
		html: into('<figure><img alt="x" width="9" height="2000" ' +
			'src="p.svg"></figure>'),
		css: 'img { height: 2000px !important; }', by: paper,
		as: /higher than a sheet/ },
	{ what: 'another paper', css: '@page { size: letter; }', by: pdf,
		as: /of another size/ },
	{ what: 'a sheet that overflows',
		html: (s) => s.replace(/<main[\s\S]*<\/main>/,
			'<main><section class="sheet" style="x">' +
			'<p>x</p>'.repeat(200) + '</section></main>'),
		css: '.sheet { height: 297mm; overflow: hidden; }',
		by: inMedia({ media: 'print' }, sheetProblems), as: /overflows/ },
	{ what: 'words that only a script says', html: script,
		files: { 'x.js': 'document.querySelector("main")' +
			'.append("vain skriptin sanat");' },
		by: heard, as: /vain skriptin sanat/ },
];

/* --- the copies --- */

const dir = mkdtempSync(join(tmpdir(), 'planted-'));
/* the shortest page with a head and a foot */
const [origin] = site.pages.filter((p) => p.lang === 'fi' && !p.sheet &&
	site.read(p.path).includes('class="skip"')).sort((a, b) => a.size - b.size);
/* what it leads to is elsewhere */
const page = site.read(origin.path)
	.replaceAll(/href="(?!#)[^"]*style\.css"/g, 'href="style.css"')
	.replaceAll(/href="(?!#)[^"]*\.(?!css)[^"]*"/g, 'href="p.html"')
	.replaceAll(/<script[^]*?<\/script>/g, '')
	.replaceAll(/<(img|link)\b[^>]*(src|alternate)[^>]*>/g, '');

function copyOf(name, plant) {
	const at = join(dir, name);

	mkdirSync(join(at, 'sv'), { recursive: true });
	cpSync(join(site.dir, 'style.css'), join(at, 'style.css'));
	if (plant?.css)
		writeFileSync(join(at, 'style.css'),
			`${site.read('style.css')}\n${plant.css}\n`);
	const html = plant?.html ? plant.html(page) : page;
	writeFileSync(join(at, 'p.html'), html);
	for (const [file, what] of Object.entries(plant?.files ?? {}))
		writeFileSync(join(at, file),
			typeof what === 'string' ? what : what(html));
	return new Site(at);
}

let opened = null;
const browser = () => (opened ??= Browser.open(dir));
const sound = copyOf('sound', null);

after(async () => {
	await (await opened)?.close();
	rmSync(dir, { recursive: true, force: true });
}, { timeout: 30_000 });

PLANTS.forEach((plant, i) => test(`planted: ${plant.what}`, MOST, async () => {
	const copy = copyOf(`plant${i}`, plant);
	const before = await plant.by(await browser(), 'sound/p.html', sound);
	const found = await plant.by(await browser(), `plant${i}/p.html`, copy);

	assert.ok(!before.some((line) => plant.as.test(line)),
		`found where nothing was planted: ${before.join('\n')}`);
	assert.ok(found.some((line) => plant.as.test(line)),
		`not found; only:\n${found.join('\n')}`);
}));
