/* The browser, and pages in it that are watched: what they ask for, what they
 * complain of. */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

export const SIZES = {
	small: { width: 320, height: 640 },
	phone: { width: 390, height: 844 },
	laptop: { width: 1280, height: 800 },
	/* A4 without its margins, at 96 dots an inch */
	paper: { width: 680, height: 994 },
};

/* A bound for what hangs; nothing is measured by it. */
const WAIT_MS = 60_000;

function program() {
	for (const name of [process.env.CHROMIUM, 'chromium', 'chromium-browser',
		'google-chrome'].filter(Boolean)) {
		try {
			return execFileSync('which', [name], { encoding: 'utf8' }).trim();
		} catch { /* the next */ }
	}
	throw new Error('no chromium on this machine: apt-get install chromium');
}

/* Everything a page asks for or says that it should not, as lines. */
function watch(page, root, problems) {
	const inside = (url) => url.startsWith(root) || url.startsWith('data:') ||
		url === 'about:blank';

	page.on('request', (q) => {
		if (!inside(q.url()))
			problems.push(`leaves the site: ${q.url()}`);
	});
	page.on('requestfailed', (q) =>
		problems.push(`failed: ${q.url()} (${q.failure()?.errorText})`));
	page.on('response', (r) => {
		if (r.status() >= 400)
			problems.push(`${r.status()}: ${r.url()}`);
	});
	page.on('console', (m) => {
		if (['error', 'warning'].includes(m.type()))
			problems.push(`console: ${m.text()}`);
	});
	page.on('pageerror', (e) => problems.push(`script: ${e.message}`));
	page.on('dialog', (d) => {
		problems.push(`dialog: ${d.message()}`);
		d.dismiss().catch(() => {});
	});
}

export class Browser {
	/* root: address of the site's folder, with a slash behind it */
	constructor(browser, root, server) {
		Object.assign(this, { browser, root, server });
	}

	static async open(dir, { file = false } = {}) {
		const server = file ? null : await serve(dir);
		const browser = await chromium.launch({
			executablePath: program(),
			timeout: 60_000,
			args: ['--no-sandbox', '--disable-gpu', '--no-first-run',
				'--disable-background-networking'],
		});

		return new Browser(browser,
			server ? server.url : `${pathToFileURL(dir).href}/`, server);
	}

	async close() {
		await this.browser.close();
		await this.server?.close();
	}

	/* Does `work` with the page open, in a context of its own with `options`;
	 * what it says without cause is added to problems. */
	async visit(path, options, work, problems = []) {
		const context = await this.browser.newContext({
			viewport: SIZES.laptop, ...options });

		try {
			const page = await context.newPage();
			page.setDefaultTimeout(WAIT_MS);
			watch(page, this.root, problems);
			await page.goto(this.root + path, { waitUntil: 'load' });
			return await work(page);
		} finally {
			await context.close();
		}
	}

	/* A page without an address: for what only needs the browser's parser. */
	async blank(work) {
		const page = await this.browser.newPage();

		try {
			return await work(page);
		} finally {
			await page.close();
		}
	}
}
