# The looks of every chart that is no trend: colours, line widths, dashes,
# points, fonts, in the order of the words in plots/canvas.h. What stands where
# is said before this, in pixels; FORMAT is svg, png or pdf, SCALE its size, OUT
# the file, empty for standard output.

reset
set encoding utf8
FONT = 'Liberation Sans'

if (FORMAT eq 'svg') set terminal svg noenhanced size W,H fixed font FONT.',12' background '#ffffff' linewidth 1 dashlength 1
if (FORMAT eq 'png') set terminal pngcairo noenhanced size SCALE*W,SCALE*H font FONT.',12' background '#ffffff' fontscale 0.75*SCALE linewidth SCALE pointscale 1.35*SCALE dashlength 0.85*SCALE
if (FORMAT eq 'pdf') set terminal pdfcairo noenhanced size (SCALE*W/96.0),(SCALE*H/96.0) font FONT.',12' background '#ffffff' fontscale 0.5625*SCALE linewidth 1.5*SCALE pointscale 1.35*SCALE dashlength 0.6*SCALE
if (OUT ne '') set output OUT

# title, subtitle, note, axis, foot; labels: of the area, the county, the
# country, of others, on dark ground
array COLOUR[10] = ['#111111', '#333333', '#333333', '#444444', '#595959', '#12355b', '#0f766e', '#666666', '#333333', '#ffffff']
array WEIGHT[10] = [':Bold', '', '', '', '', ':Bold', '', '', '', ':Bold']

# band, reach, none, similar, better, worse, higher, lower, five steps, five from good
# to bad
array FILL[18] = ['#eef1f4', '#dfe5ec', '#ffffff', '#c9ccd1', '#2f6fb0', '#e07b39', '#6a4c93', '#b9a5d6', '#f1eef6', '#cfc6e3', '#a795c9', '#7d65a8', '#523780', '#2166ac', '#92c5de', '#e6e6e6', '#f4a56b', '#c65d17']
array EDGE[18] = ['#eef1f4', '#8a939e', '#9aa0a6', '#c9ccd1', '#2f6fb0', '#e07b39', '#6a4c93', '#b9a5d6', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff']
# grid, axis, leader, border, limit, outer limit, spread, country, county, other,
# better, worse, area, plate
array HUE[14] = ['#e2e2e2', '#8a8a8a', '#7a7a7a', '#5f6368', '#666666', '#999999', '#5f6b7a', '#666666', '#0f766e', '#b4bcc6', '#2f6fb0', '#c65d17', '#12355b', '#ffffff']
array WIDE[14] = [1, 1, 0.6, 0.6, 1.1, 1.1, 1.3, 1.5, 1.5, 1.2, 1.8, 1.8, 2.8, 13]
array DASH[14] = [1, 1, 1, 1, 1, 2, 1, 3, 4, 1, 1, 1, 1, 1]
# other, day, day of another year, country, county, none, neutral, similar, better, worse, higher, lower, area
array SHAPE[13] = [7, 5, 4, 9, 13, 6, 6, 7, 9, 11, 9, 11, 7]
array BIG[13] = [0.32, 0.75, 0.75, 0.7, 0.95, 0.7, 0.8, 0.75, 0.9, 0.9, 0.9, 0.9, 0.8]
array TINT[13] = ['#80868b', '#12355b', '#12355b', '#666666', '#0f766e', '#777777', '#6a4c93', '#80868b', '#2f6fb0', '#c65d17', '#6a4c93', '#9478c2', '#12355b']

px(x) = x / W
py(y) = y / H
font(role, size) = sprintf('%s%s,%g', FONT, WEIGHT[role], size)

set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
unset key
unset border
unset xtics
unset ytics
set xrange [0:W]
set yrange [H:0]

do for [i=1:|S|] { set label i S[i] at screen px(SX[i]),py(SY[i]) left noenhanced front font font(SR[i], SZ[i]) textcolor rgb COLOUR[SR[i]] }

set dashtype 2 (6,4)
set dashtype 3 (2.5,3)
set dashtype 4 (9,4)

plot for [i=1:|PAINT|] $paint index (i-1) using 1:2 with filledcurves closed fillcolor rgb FILL[PAINT[i]] fillstyle solid border linecolor rgb EDGE[PAINT[i]] notitle, for [i=1:|STROKE|] $stroke index (i-1) using 1:2 with lines linecolor rgb HUE[STROKE[i]] linewidth WIDE[STROKE[i]] dashtype DASH[STROKE[i]] notitle, for [i=1:|MARK|] $mark index (i-1) using 1:2 with points pointtype SHAPE[MARK[i]] pointsize BIG[MARK[i]] linecolor rgb TINT[MARK[i]] linewidth 1 notitle, NaN notitle
unset output
