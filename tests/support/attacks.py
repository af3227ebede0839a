"""Texts that are attacks on whatever they may reach: a page, a shell, gnuplot, SQL,
a path, printf, a terminal, a reader's eye, a spreadsheet, XML, a calendar, a log, a
list of metrics. KANARIA stands in each: a file of that name that appears, or a tag
of that name, is a door that was open.
"""

TEXTS = [
    '<script src="//evil.invalid/k.js">KANARIA()</script>',
    "&lt;script&gt;KANARIA(1)&lt;/script&gt;",
    '"&gt;&lt;img src=x onerror=KANARIA(2)&gt;',
    "&lt;/title&gt;&lt;/style&gt;&lt;svg/onload=KANARIA(3)&gt;",
    "'; DROP TABLE observation; DROP TABLE area; --KANARIA",
    '"; system("touch KANARIA-gp1"); print "',
    "'\nsystem('touch KANARIA-gp2')\n!touch KANARIA-gp3\n'",
    "\\\n'.system('touch KANARIA-gp4').'",
    "`touch KANARIA-sh1` $(touch KANARIA-sh2) ${IFS};touch KANARIA-sh3;|touch KANARIA-sh4 @KANARIA",
    "{/Symbol KANARIA}_{b}^c ~a{.5} @x \\n \\101 &amp;{K}",
    "../../../../tmp/KANARIA-path",
    "%s%n%x%1000000d %1$s {0} {1} {2} {{7*7}} KANARIA",
    "\x1b[2J\x1b]0;KANARIA\x07\x9b31mKANARIA\x9d0;K\x9c\r\x08\x7f",
    "KANARIA \u202egnp.exe\u202c \u2066x\u2069 \u200f\u200e \U000e0041 \ufffe \u2028x\u2029",
    "=cmd|'/C KANARIA'!A0",
    "+KANARIA+1",
    "-1+KANARIA",
    "@SUM(KANARIA)",
    "\t=KANARIA()",
    "\r=KANARIA()",
    "]]&gt;&lt;KANARIA/&gt;&lt;!--KANARIA--&gt;&lt;?KANARIA?&gt;",
    "KANARIA\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:KANARIA\\,;:",
    'KANARIA", "level": "error"}\n{"time": "x',
    'KANARIA"} 1\n# EOF\ntilannekuva_up 0',
    "javascript:KANARIA(4)",
    "&#60;iframe srcdoc=&#39;KANARIA&#39;&#62;&#0;&#x1b;[31m&#xd800;",
]
