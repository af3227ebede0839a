/* What the site's script adds: a field that filters, headings that sort. By
 * roles, as those hear them who do not see them; problems as lines. */

export async function claims(page) {
	return {
		search: await page.getByRole('searchbox').count() > 0,
		sort: await page.locator('th button').count() > 0,
	};
}

const shownRows = (page) => page.evaluate(() =>
	[...document.querySelectorAll('main tbody tr')]
		.filter((r) => r.checkVisibility()).length);
const said = (page) => page.evaluate(() =>
	[...document.querySelectorAll(
		'[aria-live]:not([aria-live=off]), [role=status], output')]
		.map((e) => e.textContent.trim()).join(' ').trim());

/* Waits, not for ever, until what it asks for is so. */
async function until(ask) {
	for (let i = 0; i < 100; i++) {
		if (await ask())
			return true;
		await new Promise((done) => setTimeout(done, 50));
	}
	return false;
}

/* What a field has found: rows of the table below it, or links in its own
 * list. */
const hits = (field) => field.evaluate((e) => {
	const box = e.closest('[role=search]');
	const rows = box ? [...box.querySelectorAll('li')]
		: [...document.querySelectorAll('main tbody tr')];
	return rows.filter((r) => r.checkVisibility() &&
		!r.classList.contains('whole')).length;
});

async function type(page, field, text) {
	await field.focus();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.press('Delete');
	await page.keyboard.type(text);
}

/* Types a word of the page, then nonsense; an emptied field brings back what was
 * there. Found links are walked by the arrow keys. */
export async function searchProblems(page, word) {
	const field = page.getByRole('searchbox').first();
	const found = [];

	if (await field.count() === 0)
		return ['no search field'];
	if (!await field.evaluate((e) => e.labels?.length > 0 ||
		e.hasAttribute('aria-label') || e.hasAttribute('aria-labelledby')))
		found.push('the search field has no name');
	const list = await field.evaluate((e) => e.closest('[role=search]') !== null);
	const all = await hits(field);
	await type(page, field, word);
	if (!await until(async () => await hits(field) !== all) ||
		await hits(field) === 0)
		found.push(`"${word}": ${await hits(field)} of ${all}`);
	if (!await until(async () => /\d/.test(await said(page))))
		found.push('how many were found is not said aloud');
	if (list) {
		await page.keyboard.press('ArrowDown');
		if (!await page.evaluate(() =>
			document.activeElement.closest('[role=search] li a') !== null))
			found.push('the arrow key does not lead to what was found');
	}
	await type(page, field, 'qxqxqx');
	if (!await until(async () => await hits(field) === 0))
		found.push('nonsense finds something');
	if (!await until(async () => await said(page) !== ''))
		found.push('that nothing was found is not said aloud');
	await type(page, field, '');
	if (!await until(async () => await hits(field) === all))
		found.push('an emptied field does not bring back what was there');
	return found;
}

/* The column of the button as numbers or words, in the order they stand. */
const column = (button) => button.evaluate((b) => {
	const th = b.closest('th');
	const table = th.closest('table');
	return [...table.tBodies[0].rows]
		.filter((r) => r.checkVisibility() && r.cells.length > th.cellIndex)
		.map((r) => r.cells[th.cellIndex].textContent.trim());
});
const sorted = (button) => button.evaluate((b) =>
	b.closest('th').getAttribute('aria-sort') ?? 'none');

/* Every table: a heading sorts by Enter, back by a second one, says so. */
export async function sortProblems(page) {
	const found = [];
	const tables = page.locator('main table:has(th button)');

	for (let i = 0; i < await tables.count(); i++) {
		const table = tables.nth(i);
		if (!await table.isVisible())
			continue;
		const rows = await shownRows(page);
		const button = table.locator('th button').first();
		await button.focus();
		await page.keyboard.press('Enter');
		if (!await until(async () => await sorted(button) !== 'none'))
			found.push(`table ${i + 1}: aria-sort stays away`);
		const once = await column(button);
		const first = await sorted(button);
		await page.keyboard.press('Enter');
		if (!await until(async () => await sorted(button) !== first))
			found.push(`table ${i + 1}: a second press changes nothing`);
		const twice = await column(button);
		if (once.length > 1 && new Set(once).size > 1 &&
			once.join('\n') === twice.join('\n'))
			found.push(`table ${i + 1}: the rows stay where they are`);
		if (await shownRows(page) !== rows)
			found.push(`table ${i + 1}: sorting lost rows`);
		if (!await button.evaluate((b) => document.activeElement === b))
			found.push(`table ${i + 1}: sorting takes the focus away`);
		if (await table.locator('th[aria-sort]:not([aria-sort=none])').count() !== 1)
			found.push(`table ${i + 1}: not one column is said to be sorted`);
	}
	return found;
}
