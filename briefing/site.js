/*
 * The site's one script: search on the front page, tables that sort and filter,
 * citations that copy. Each page is whole without it, and no control that needs
 * it stands in the page: they are made here. The words ride on the script's own
 * tag (part.c), the index of the search is haku.js.
 */
(function () {
	"use strict";

	var words = document.currentScript.dataset;
	var lang = document.documentElement.lang;
	var SORT_ROWS = 4;	/* fewer need no order */
	var FILTER_ROWS = 15;	/* fewer are seen at once */
	var HITS = 30;

	/* --- small things --- */

	function make(name, attrs, text) {
		var e = document.createElement(name);

		Object.keys(attrs || {}).forEach(function (k) {
			e.setAttribute(k, attrs[k]);
		});
		if (text)
			e.textContent = text;
		return e;
	}

	function fill(text, values) {
		values.forEach(function (v, i) {
			text = text.replace("{" + (i + 1) + "}", v);
		});
		return text;
	}

	/* "Jämsä" and "JAMSA" are the same word to who searches. */
	function folded(s) {
		return s.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
			.toLowerCase();
	}

	function wordsOf(s) {
		return folded(s).split(/\s+/).filter(Boolean);
	}

	/* --- tables --- */

	/* What a cell says, without signs and words for screen readers alone. */
	function said(cell) {
		var copy = cell.cloneNode(true);

		copy.querySelectorAll(".sign, .hidden, .tag, .to, .resources")
			.forEach(function (e) {
				e.remove();
			});
		return copy.textContent.replace(/\s+/g, " ").trim();
	}

	/* The number at the start of a text as the page's language writes it, a date
	 * as its day; null: a word. */
	function number(text) {
		var date = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
		var plain = text.replace(/\u2212/g, "-");
		var found;

		if (date)
			return Date.UTC(+date[3], date[2] - 1, +date[1]);
		if (/^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text))
			return Date.parse(text + " UTC");
		if (lang === "en")
			plain = plain.replace(/(\d),(?=\d{3})/g, "$1");
		else
			plain = plain.replace(/(\d)[\s\u00a0\u202f](?=\d{3})/g, "$1")
				.replace(",", ".");
		found = /^-?\d+(\.\d+)?/.exec(plain);
		return found ? +found[0] : null;
	}

	function keyOf(row, column) {
		var text = said(row.cells[column]);

		return {row: row, text: text, number: number(text)};
	}

	/* Words stand behind numbers whichever way these go: "salattu" is no amount. */
	function inOrder(keys, down) {
		var numbers = keys.filter(function (k) {
			return k.number !== null;
		});
		var texts = keys.filter(function (k) {
			return k.number === null;
		});
		var way = down ? -1 : 1;

		numbers.sort(function (a, b) {
			return way * (a.number - b.number);
		});
		texts.sort(function (a, b) {
			return (numbers.length ? 1 : way) *
				a.text.localeCompare(b.text, lang);
		});
		return numbers.concat(texts);
	}

	/* Rows of the county and the country close a table in any order. */
	function bodyRows(table) {
		return Array.from(table.tBodies[0].rows).filter(function (r) {
			return !r.classList.contains("whole");
		});
	}

	function put(table, rows) {
		var body = table.tBodies[0];
		var rest = Array.from(body.querySelectorAll("tr.whole"));

		rows.concat(rest).forEach(function (r) {
			body.appendChild(r);
		});
	}

	function sortable(table, bar) {
		var own = bodyRows(table);
		var heads = Array.from(table.tHead.rows[0].cells);
		var select = make("select");
		var label = make("label", {}, words.sort + " ");

		function order(column, down) {
			heads.forEach(function (h, i) {
				if (i === column)
					h.setAttribute("aria-sort", down
						? "descending" : "ascending");
				else
					h.removeAttribute("aria-sort");
			});
			put(table, column < 0 ? own : inOrder(own.map(function (r) {
				return keyOf(r, column);
			}), down).map(function (k) {
				return k.row;
			}));
			select.value = column < 0 ? "" : column + (down ? "-" : "+");
		}

		function option(value, text) {
			select.appendChild(make("option", {value: value}, text));
		}

		option("", words.own);
		heads.forEach(function (h, i) {
			var text = said(h);
			var button = make("button", {type: "button", "class": "sort"},
				text);
			var plain = make("span", {"class": "unsorted"}, text);

			if (!text || h.colSpan > 1)
				return;
			button.addEventListener("click", function () {
				var was = h.getAttribute("aria-sort");

				order(was === "descending" ? -1 : i,
					was === "ascending");
			});
			h.textContent = "";
			h.appendChild(button);
			h.appendChild(plain);
			option(i + "+", text + " ↑");
			option(i + "-", text + " ↓");
		});
		select.addEventListener("change", function () {
			var v = select.value;

			order(v ? parseInt(v, 10) : -1, v.slice(-1) === "-");
		});
		/* where rows are cards there are no heads to press */
		label.appendChild(select);
		bar.appendChild(label);
	}

	/* Tables that keep their heads: their rows have all the columns. The counts of
	 * the front page are no ranking of municipalities, and it says so: that table
	 * keeps its order. */
	function sorts() {
		document.querySelectorAll("main table").forEach(function (table) {
			var bar = make("div", {"class": "tools by"});
			var head = table.tHead && table.tHead.rows;
			var rows = table.tBodies.length === 1 ? bodyRows(table) : [];

			if (!head || head.length !== 1 || rows.length < SORT_ROWS ||
			    table.classList.contains("places") ||
			    !rows.every(function (r) {
				return r.cells.length === head[0].cells.length;
			}))
				return;
			sortable(table, bar);
			table.parentNode.insertBefore(bar, table);
		});
	}

	/* --- one field that filters what a page lists --- */

	/* Each row of a table and each item of a list of pages. more: a function that
	 * gives other words by which an item is to be found. */
	function items(more) {
		var found = document.querySelectorAll(
			"main tbody tr, main ul.pages > li");

		return Array.from(found).map(function (e) {
			return {e: e, text: folded(e.textContent + " " + more(e))};
		});
	}

	/* A table or list with nothing left to see takes its heading along. */
	function close(e) {
		var seen = e.querySelector("tbody tr:not([hidden]), li:not([hidden])");
		var before = e.previousElementSibling;

		e.hidden = !seen;
		if (before && (before.localName === "h3" ||
			       before.classList.contains("tools")))
			before.hidden = !seen;
	}

	/* How many are left; -1 where nothing was asked for. */
	function narrow(list, want) {
		var n = 0;

		list.forEach(function (item) {
			item.e.hidden = !want.every(function (w) {
				return item.text.indexOf(w) >= 0;
			});
			n += item.e.hidden ? 0 : 1;
		});
		document.querySelectorAll("main table, main ul.pages").forEach(close);
		return want.length ? n : -1;
	}

	function filter() {
		var first = document.querySelector("main table");
		var list = items(function () {
			return "";
		});
		var bar = make("div", {"class": "filter"});
		var label = make("label", {"for": "suodatin"}, words.filter);
		var input = make("input", {type: "search", id: "suodatin",
			autocomplete: "off"});
		var count = make("span", {"class": "count", role: "status"});

		if (!first || list.length < FILTER_ROWS)
			return;
		function show() {
			var n = narrow(list, wordsOf(input.value));

			count.textContent = n < 0 ? "" :
				fill(words.rows, [n, list.length]);
		}

		input.addEventListener("input", show);
		input.addEventListener("keydown", function (event) {
			if (event.key === "Escape") {
				input.value = "";
				show();
			}
		});
		bar.appendChild(label);
		bar.appendChild(input);
		bar.appendChild(count);
		/* not within a fold that may be shut, nor behind a bar of its own */
		while (first.closest("details"))
			first = first.closest("details");
		if (first.previousElementSibling &&
		    first.previousElementSibling.classList.contains("tools"))
			first = first.previousElementSibling;
		first.parentNode.insertBefore(bar, first);
		show();
	}

	/* --- citations --- */

	function copies() {
		if (!navigator.clipboard)
			return;
		document.querySelectorAll("p.cite").forEach(function (p) {
			var text = p.textContent;
			var form = make("form", {"class": "copy"});
			var button = make("button", {type: "button"}, words.copy);
			var done = make("span", {role: "status"});

			button.addEventListener("click", function () {
				navigator.clipboard.writeText(text).then(function () {
					done.textContent = words.copied;
				}, function () {
					button.remove();
				});
			});
			form.appendChild(button);
			form.appendChild(done);
			p.after(form);
		});
	}

	/* --- search --- */

	/* 0: the title begins so, 1: a word of it, 2: it is in the title, 3: only
	 * in a name that it has in another language; -1: not at all. */
	function rank(page, want) {
		var worst = 0;

		want.forEach(function (w) {
			var at = page.title.indexOf(w);
			var r = at === 0 ? 0 :
				(" " + page.title).indexOf(" " + w) >= 0 ? 1 :
				at > 0 ? 2 :
				page.other.indexOf(w) >= 0 ? 3 : -1;

			worst = worst < 0 || r < 0 ? -1 : Math.max(worst, r);
		});
		return worst;
	}

	function found(pages, text) {
		var want = wordsOf(text);

		if (!want.length)
			return [];
		return pages.map(function (p, i) {
			return {page: p, rank: rank(p, want), at: i};
		}).filter(function (h) {
			return h.rank >= 0;
		}).sort(function (a, b) {
			return a.rank - b.rank || a.at - b.at;
		});
	}

	function move(list, input, by) {
		var links = Array.from(list.querySelectorAll("a"));
		var at = links.indexOf(document.activeElement) + by;

		if (at < 0)
			input.focus();
		else if (at < links.length)
			links[at].focus();
	}

	function search(place, index) {
		var pages = index.map(function (row) {
			return {kind: row[0], address: row[1], name: row[2],
				title: folded(row[2]),
				other: folded(row[0] + " " + row[3])};
		});
		var box = make("div", {role: "search", "class": "search"});
		var input = make("input", {type: "search", id: "haku-sana",
			autocomplete: "off", spellcheck: "false",
			"aria-describedby": "haku-ohje"});
		var count = make("p", {"class": "count", role: "status"});
		var list = make("ul", {"class": "hits"});
		var below = items(function (e) {
			var link = e.querySelector("a");
			var page = pages.find(function (p) {
				return link && p.address === link.getAttribute("href");
			});

			return page ? page.other : "";
		});

		function show() {
			var hits = found(pages, input.value);

			list.textContent = "";
			narrow(below, wordsOf(input.value));
			hits.slice(0, HITS).forEach(function (h) {
				var item = make("li");

				item.appendChild(make("a", {href: h.page.address},
					h.page.name));
				item.appendChild(document.createTextNode(" "));
				item.appendChild(make("span", {"class": "tag"},
					h.page.kind));
				list.appendChild(item);
			});
			count.textContent = !input.value.trim() ? "" :
				fill(words.hits, [hits.length]) +
				(hits.length > HITS
					? ". " + fill(words.more, [HITS]) : "");
		}

		input.addEventListener("input", show);
		box.addEventListener("keydown", function (event) {
			var first = list.querySelector("a");

			if (event.key === "ArrowDown" || event.key === "ArrowUp") {
				event.preventDefault();
				move(list, input, event.key === "ArrowDown" ? 1 : -1);
			} else if (event.key === "Escape") {
				input.value = "";
				show();
				input.focus();
			} else if (event.key === "Enter" && first &&
				   event.target === input) {
				first.click();
			}
		});
		box.appendChild(make("label", {"for": "haku-sana"}, words.find));
		box.appendChild(input);
		box.appendChild(make("p", {"class": "note", id: "haku-ohje"},
			words.hint));
		box.appendChild(count);
		box.appendChild(list);
		place.appendChild(box);
		show();	/* what the browser remembered in the field */
	}

	sorts();
	copies();
	if (document.getElementById("haku") && window.tilannekuvaHaku)
		search(document.getElementById("haku"), window.tilannekuvaHaku);
	else
		filter();
}());
