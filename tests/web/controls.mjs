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
const shownItems = (page) => page.evaluate(() =>
	[...document.querySelectorAll('main tbody tr, main ul.pages > li')]
		.filter((r) => r.checkVisibility()).length);
const said = (page) => page.evaluate(() =>
	[...document.querySelectorAll(
		'[aria-live]:not([aria-live=off]), [role=status], output')]
		.map((e) => e.textContent.trim()).join(' ').trim());

/* Waits, not for ever, until what it asks for is so. */
async function until(ask) {
	for (let i = 0; i < 40; i++) {
		if (await ask())
			return true;
		await new Promise((done) => setTimeout(done, 50));
	}
	return false;
}

/* Types a word of the page, then nonsense; Escape or emptying brings all back. */
export async function searchProblems(page, word) {
	const field = page.getByRole('searchbox').first();
	const found = [];

	if (!await field.evaluate((e) => e.labels?.length > 0 ||
		e.hasAttribute('aria-label') || e.hasAttribute('aria-labelledby')))
		found.push('the search field has no name');
	await field.focus();
	const all = await shownItems(page);
	await page.keyboard.type(word);
	if (!await until(async () => await shownItems(page) < all))
		found.push(`"${word}" leaves all ${all} rows`);
	if (await shownItems(page) === 0)
		found.push(`"${word}" finds nothing`);
	if (!await until(async () => /\d/.test(await said(page))))
		found.push('how many were found is not said aloud');
	await page.keyboard.type('qxqx');
	if (!await until(async () => await shownItems(page) === 0))
		found.push('nonsense finds something');
	if (!await until(async () => await said(page) !== ''))
		found.push('that nothing was found is not said aloud');
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.press('Delete');
	if (!await until(async () => await shownItems(page) === all))
		found.push('an emptied field does not bring all rows back');
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
