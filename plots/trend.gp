# The looks of a trend chart: colours, line widths, dashes, points, fonts.
# plots/trend.c says before this what stands where (plots/picture.h lists the
# names); FORMAT is svg, png or pdf, SCALE its size, OUT the file, empty for
# standard output.

reset
set encoding utf8
FONT = 'Liberation Sans'

if (FORMAT eq 'svg') set terminal svg noenhanced size W,H fixed font FONT.',12' background '#ffffff' linewidth 1 dashlength 1
if (FORMAT eq 'png') set terminal pngcairo noenhanced size SCALE*W,SCALE*H font FONT.',12' background '#ffffff' fontscale 0.75*SCALE linewidth SCALE pointscale 1.35*SCALE dashlength 0.85*SCALE
if (FORMAT eq 'pdf') set terminal pdfcairo noenhanced size (SCALE*W/96.0),(SCALE*H/96.0) font FONT.',12' background '#ffffff' fontscale 0.5625*SCALE linewidth 1.5*SCALE pointscale 1.35*SCALE dashlength 0.6*SCALE
# the terminals leave different room between axis and years
YEAR_UP = FORMAT eq 'svg' ? 0.45 : 0
if (OUT ne '') set output OUT

# the municipality, its county, the country, the projection
array HUE[4] = ['#12355b', '#0f766e', '#666666', '#12355b']
# title, subtitle, note, axis, foot, labels of the four
array COLOUR[9] = ['#111111', '#333333', '#333333', '#444444', '#595959', HUE[1], HUE[2], HUE[3], HUE[4]]
array WEIGHT[9] = [':Bold', '', '', '', '', ':Bold', '', '', '']

px(x) = x / W
py(y) = y / H
font(role, size) = sprintf('%s%s,%g', FONT, WEIGHT[role], size)

set lmargin at screen px(LEFT)
set rmargin at screen px(RIGHT)
set bmargin at screen py(BOTTOM)
set tmargin at screen py(TOP)
unset key
set border 1 back linecolor rgb '#8a8a8a' linewidth 1
set grid noxtics ytics back linetype 1 linecolor rgb '#e2e2e2' linewidth 1
set xrange [X_LOW:X_HIGH]
set yrange [Y_LOW:Y_HIGH]
set xtics out nomirror scale 0.6,0.35 offset 0,YEAR_UP font FONT.',12' textcolor rgb COLOUR[4] ()
set ytics in nomirror scale 0,0 font FONT.',12' textcolor rgb COLOUR[4] ()
do for [i=1:|XV|] { if (XN[i] >= 0) { set xtics add (XT[i] XV[i] XN[i]) } }
do for [i=1:|YV|] { set ytics add (YT[i] YV[i]) }
if (Y_LOW < 0 && Y_HIGH > 0) set arrow from graph 0, first 0 to graph 1, first 0 nohead back linecolor rgb '#8a8a8a' linewidth 1

do for [i=1:|S|] { set label i S[i] at screen px(SX[i]),py(SY[i]) left noenhanced font font(SR[i], SZ[i]) textcolor rgb COLOUR[SR[i]] }
do for [i=1:|LEADER|] { set arrow from screen px(word(LEADER[i],2)),py(word(LEADER[i],3)) to screen px(word(LEADER[i],4)),py(word(LEADER[i],5)) nohead back linecolor rgb HUE[int(word(LEADER[i],1))] linewidth 0.6 dashtype (1,3) }

set style line 1 linecolor rgb HUE[1] linewidth 2.8
set style line 2 linecolor rgb HUE[2] linewidth 1.5 dashtype (9,4)
set style line 3 linecolor rgb HUE[3] linewidth 1.5 dashtype (2.5,3)
set style line 11 linecolor rgb HUE[1] linewidth 2.2 dashtype (1.5,2.5)
set style line 12 linecolor rgb HUE[2] linewidth 1.1 dashtype (1.5,3)
set style line 13 linecolor rgb HUE[3] linewidth 1.1 dashtype (1.5,3)
set style line 21 linecolor rgb '#d3deeb' linewidth 6
set style line 22 linecolor rgb HUE[1] linewidth 2 dashtype (5,4)
set style line 31 linecolor rgb '#555555' linewidth 0.9
set style line 32 linecolor rgb '#8a8a8a' linewidth 0.9 dashtype (3,3)
array SHAPE[4] = [7, 13, 9, 6]
array BIG[4] = [0.55, 0.75, 0.6, 0.6]
# similar municipalities, the interval of the projection
array PALE[2] = ['#bcc8d6', '#a3bbd8']

BEHIND = BANDS ? 'for [i=1:BANDS] $band index (i-1) using 1:2:3 with filledcurves fillcolor rgb PALE[BAND[i]] fillstyle transparent solid 0.5 noborder notitle,' : ''
plot @BEHIND for [i=1:|LINE|] $line index (i-1) using 1:2 with lines linestyle LINE[i] notitle, for [i=1:|MARK|] $mark index (i-1) using 1:2 with points pointtype SHAPE[MARK[i]] pointsize BIG[MARK[i]] linecolor rgb HUE[MARK[i]] linewidth 1 notitle
unset output
