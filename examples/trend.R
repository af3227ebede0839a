# An indicator of a municipality beside its county and the country: a table with the
# trend that tilannekuva found, and a picture.
#   Rscript trend.R STORE AREA SOURCE INDICATOR PICTURE.png
#   Rscript trend.R var/tilannekuva.db 398 sotkanet 683 lahti.png
#
# Debian: apt install r-cran-rsqlite
suppressPackageStartupMessages(library(DBI))
args <- commandArgs(TRUE)
if (length(args) != 5) stop("STORE AREA SOURCE INDICATOR PICTURE.png are expected")
db <- dbConnect(RSQLite::SQLite(), args[1], flags = RSQLite::SQLITE_RO)
ask <- function(sql, ...) dbGetQuery(db, sql, params = list(...))
areas <- ask("SELECT kind, code, name_fi FROM v_area WHERE kind = 'kunta' AND code = ?1
  UNION ALL SELECT 'hyvinvointialue', hva_code, hva_fi FROM v_area
    WHERE kind = 'kunta' AND code = ?1
  UNION ALL SELECT kind, code, name_fi FROM v_area WHERE kind = 'maa'", args[2])
about <- ask("SELECT title_fi, unit, organisation, licence FROM v_indicator
  WHERE source = ?1 AND indicator = ?2", args[3], args[4])
of <- function(view, columns, kind, code, more = "") ask(paste("SELECT", columns,
  "FROM", view, "WHERE source = ?1 AND indicator = ?2 AND sex = 'total'
  AND area_kind = ?3 AND area_code = ?4", more), args[3], args[4], kind, code)
series <- Map(function(kind, code) of("v_observation", "year, value", kind, code,
  "AND value IS NOT NULL ORDER BY year"), areas$kind, areas$code)
trends <- Map(function(kind, code) of("v_trend", "first_year, last_year, slope, verdict",
  kind, code, "AND kind = 'long'"), areas$kind, areas$code)
wide <- Reduce(function(a, b) merge(a, b, by = "year", all = TRUE), series)
names(wide) <- c("year", areas$name_fi)
cat(about$title_fi, "\n\n", sep = "")
print(wide, row.names = FALSE)
for (i in seq_along(trends)) if (nrow(trends[[i]])) with(trends[[i]], cat(sprintf(
  "%s %d-%d: %+.2f a year, %s\n", areas$name_fi[i], first_year, last_year, slope, verdict)))
png(args[5], width = 1400, height = 900, res = 160, type = "cairo")
par(mar = c(4, 3.5, 6, 1), las = 1)
colours <- c("#0b5c8a", "#c2570c", "#5f6670")
matplot(wide$year, wide[-1], type = "l", lty = 1, lwd = c(4, 2, 2), col = colours,
  bty = "l", ylim = range(0, 1.05 * wide[-1], na.rm = TRUE), yaxs = "i", xlab = "", ylab = "")
title(paste(strwrap(about$title_fi, 70), collapse = "\n"), line = 3, adj = 0, cex.main = 1)
legend("topleft", areas$name_fi, lwd = c(4, 2, 2), col = colours, horiz = TRUE,
  inset = c(-0.02, -0.14), bty = "n", xpd = NA, cex = 0.85,
  text.width = strwidth(areas$name_fi, cex = 0.85))
mtext(sprintf("%s. %s, %s, %s %s", about$unit, about$organisation, about$licence, args[3],
  args[4]), side = 1, line = 2.5, adj = 0, cex = 0.7)
invisible(dev.off())
