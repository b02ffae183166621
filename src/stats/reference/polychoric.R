# Polychoric correlations: the highest point of Olsson's two-step likelihood, searched for directly and to the last digits, as
# polycor stops at about 1e-4. The rectangles are by mvtnorm (TVPACK, Genz's code).
suppressPackageStartupMessages(library(psych))
library(polycor)
library(mvtnorm)
source("src/stats/reference/write.R")

cuts <- function(counts) qnorm(cumsum(counts)[-length(counts)] / sum(counts))
cells <- function(rho, x, y) {
  S <- matrix(c(1, rho, rho, 1), 2)
  lower <- function(h, k) if (h == -Inf || k == -Inf) 0 else if (h == Inf) pnorm(k) else if (k == Inf) pnorm(h) else pmvnorm(upper = c(h, k), corr = S, algorithm = TVPACK(abseps = 1e-14))[1]
  corners <- outer(c(-Inf, x, Inf), c(-Inf, y, Inf), Vectorize(lower))
  diff(t(diff(corners)))
}
# x and y: the thresholds of the two items, each from all its answers, as psych has them.
ml <- function(tab, x, y, correction = 0) {
  if (sum(rowSums(tab) > 0) < 2 || sum(colSums(tab) > 0) < 2) return(NA)
  tab[tab == 0] <- correction
  f <- function(rho) { p <- t(cells(rho, x, y)); -sum(ifelse(tab > 0, tab * log(pmax(p, 1e-300)), 0)) }
  # The slope through 0, as a flat top says its place only to the root of the last digit.
  slope <- function(rho, h = 1e-4) (f(rho - 2 * h) - 8 * f(rho - h) + 8 * f(rho + h) - f(rho + 2 * h)) / (12 * h)
  near <- optimize(f, c(-0.999, 0.999), tol = 1e-4)$minimum
  uniroot(slope, near + c(-1, 1) * 2e-3, tol = 1e-11, extendInt = "yes")$root
}
answer <- function(frame, correction = 0) {
  k <- ncol(frame)
  flat <- function(x) length(unique(x[!is.na(x)])) < 2
  r <- matrix(NA_real_, k, k); n <- r
  for (i in seq_len(k)) for (j in seq_len(i)) {
    tab <- table(factor(frame[[i]]), factor(frame[[j]]))
    own <- function(item) cuts(as.vector(table(frame[[item]])))
    n[i, j] <- n[j, i] <- sum(tab)
    r[i, j] <- r[j, i] <- if (i == j) { if (flat(frame[[i]])) NA else 1 } else if (sum(tab) == 0) NA else ml(unclass(tab), own(i), own(j), correction)
  }
  list(r = rows(r), n = rows(n), thresholds = unname(lapply(frame, function(x) I(cuts(as.vector(table(x)))))))
}
add <- function(name, frame, correction = 0) case(name, "polychoric", list(columns = columns(frame), items = I(names(frame))),
  list(continuityCorrection = correction), answer(frame, correction), list(relative = 1e-7, absolute = 1e-7))
ratings <- function(n, k, steps, loading = 0.6) {
  f <- rnorm(n)
  frame <- as.data.frame(sapply(seq_len(k), function(i) findInterval(loading * f + sqrt(1 - loading^2) * rnorm(n), steps)))
  names(frame) <- paste0("q", seq_len(k)); frame
}
gaps <- function(frame, part) { for (name in names(frame)) frame[[name]][runif(nrow(frame)) < part] <- NA; frame }

set.seed(19)
four <- ratings(300, 4, c(-0.8, 0.1, 1))
add("four answers", four)
add("with gaps", gaps(four[1:3], 0.15))
add("two answers", ratings(250, 3, 0.3))
add("skewed, empty cells", ratings(150, 3, c(0.6, 1.3, 1.9), 0.8))
add("five answers and two", { x <- ratings(200, 3, c(-1, -0.3, 0.4, 1.2)); x$yes <- ratings(200, 1, 0)[[1]]; x$q2 <- 4 - x$q2; x })
add("an answer nobody gave, and half points", { x <- four[1:120, 1:3]; x$q1[x$q1 == 1] <- 2; x$q2 <- x$q2 / 2 + 10; x })
add("strong", ratings(300, 3, c(-1, 0, 1), 0.97))
add("none", ratings(300, 3, c(-1, 0, 1), 0))
add("few rows", ratings(25, 3, c(-0.5, 0.7)))
add("constant and empty", { x <- four[1:60, 1:2]; x$flat <- 2; x$none <- NA_real_; x })
add("eight answers", ratings(300, 2, seq(-1.4, 1.4, length.out = 7)))
add("half a case in each empty cell", ratings(120, 3, c(0.4, 1.2, 1.8), 0.8), 0.5)
add("an answer missing from a pair", data.frame(a = c(0, 0, 1, 1, 2, 2, 0, 1, 2, 0), b = c(0, 1, 0, 1, NA, NA, 1, 1, NA, 0)))

# polycor, where it stops, is near.
for (pair in list(c(1, 2), c(3, 4))) stopifnot(abs(polychor(four[[pair[1]]], four[[pair[2]]]) - answer(four[pair])$r[[1]][2]) < 1e-3)
# With gaps psych, too, takes an item's thresholds from all its answers.
holed <- gaps(four[1:3], 0.15)
stopifnot(max(abs(suppressWarnings(psych::polychoric(holed, correct = 0))$rho - do.call(rbind, answer(holed)$r))) < 1e-3)

write_cases("polycor", "mvtnorm")
