# Tails of the laws behind the tests, by R's own functions. The studentised range is integrated from its definition: ptukey
# stops at about 1e-10, and at 2 df it is wrong in the third digit.
source("src/stats/reference/write.R")

exact <- list(relative = 2e-11, absolute = 0)
# Rows of a law and its numbers, and what R says of each.
law <- function(name, quantiles, ..., by) {
  grid <- expand.grid(q = quantiles, ..., KEEP.OUT.ATTRS = FALSE)
  p <- do.call(by, unname(as.list(grid)))
  keep <- p > 1e-305 # what is smaller has few digits left as a double
  grid <- grid[keep, , drop = FALSE]
  list(q = lapply(seq_len(nrow(grid)), function(i) c(list(name), unname(as.list(grid[i, , drop = FALSE])))), p = p[keep])
}
of_law <- function(name, one, options = NULL, tolerance = exact)
  case(name, "distribution", list(q = one$q), options, list(p = I(one$p), issues = list()), tolerance)

# The interface's own tail: away from zero.
away <- function(lower) function(q, ...) lower(-abs(q), ...)
ts <- c(-40, -12, -6.5, -2.1, -0.4, 0, 1e-5, 0.3, 1, 1.96, 3, 8, 12, 25, 100, 1e4)
of_law("t, whole degrees of freedom", law("t", ts, df = c(1, 2, 3, 10, 48, 200, 1000), by = away(pt)))
of_law("t, degrees of freedom as Welch gives them", law("t", ts, df = c(0.7, 1.83, 7.251, 41.09, 613.7), by = away(pt)))
of_law("t, very many degrees of freedom", law("t", c(-30, -8, -2, 0.01, 1, 5, 20, 36), df = c(1e5, 1e6, 1e8, 1e10), by = away(pt)), tolerance = list(relative = 1e-10, absolute = 0))
of_law("norm, both signs and far tails", law("norm", c(-38, -30, -20, -8, -5.7, -3, -1.96, -0.5, 0, 0.2, 0.7, 1.645, 4, 5.6, 6, 10, 25, 37), by = away(pnorm)))
upper <- function(lower) function(...) lower(..., lower.tail = FALSE)
fs <- c(1e-6, 0.01, 0.4, 0.97, 1, 1.3, 2.7, 4, 9.5, 30, 200, 5000)
of_law("f, ordinary", law("f", fs, df1 = c(1, 2, 3, 7, 25), df2 = c(1, 4, 16, 60, 900), by = upper(pf)))
of_law("f, fractions of degrees of freedom", law("f", fs, df1 = c(0.6, 1.44, 3.9), df2 = c(1.2, 8.33, 97.5), by = upper(pf)))
of_law("f, very many degrees of freedom", law("f", c(0.5, 0.99, 1, 1.01, 1.2, 3, 20), df1 = c(2, 16, 900, 1e5), df2 = c(1e5, 1e7), by = upper(pf)), tolerance = list(relative = 1e-10, absolute = 0))
chi <- c(1e-8, 0.02, 0.5, 1, 1.4, 2, 5, 12, 40)
of_law("chisq, from few to many degrees of freedom", {
  one <- lapply(c(0.5, 1, 2, 3, 7, 28, 136, 1e3, 1e6), function(df) law("chisq", df * chi, df = df, by = upper(pchisq)))
  list(q = do.call(c, lapply(one, `[[`, "q")), p = unlist(lapply(one, `[[`, "p")))
})
of_law("chisq, far tails", law("chisq", c(200, 700, 1300), df = c(1, 3, 10, 100), by = upper(pchisq)))

# P(Q > q) = E[1 - W(qS)], both integrals by Simpson's rule on a fine grid.
simpson <- function(from, to, n) list(at = seq(from, to, length.out = n), weight = c(1, rep(c(4, 2), length.out = n - 2), 1) * (to - from) / (n - 1) / 3)
range_upper <- function(w, k) {
  z <- simpson(-9, 9 + max(w) / 2, 601)
  below <- pnorm(z$at)
  others <- k * dnorm(z$at) * below^(k - 1) * z$weight
  missed <- outer(z$at, w, function(z, w) pnorm(z - w)) / below
  colSums(others * -expm1((k - 1) * log1p(-missed)))
}
tukey_upper <- function(q, k, df) {
  sd <- sqrt(2 / df)
  v <- simpson(min(-14 * sd, -100 / df), log1p(sd * 9 + 80 / df), 501) # v = log of the mean square
  s2 <- exp(v$at)
  sum(v$weight * dchisq(df * s2, df) * df * s2 * range_upper(q * sqrt(s2), k))
}
# `ptukey` itself, where it is good.
for (one in list(list(3.3, 3, 20), list(4.1, 5, 60), list(0.8, 4, 12)))
  stopifnot(abs(tukey_upper(one[[1]], one[[2]], one[[3]]) - ptukey(one[[1]], one[[2]], one[[3]], lower.tail = FALSE)) < 1e-9)
of_law("tukey, integrated from its definition",
  law("tukey", c(0.5, 2.2, 3.5, 5, 9), groups = c(3, 6), df = c(2, 5, 17.3, 60, 1000), by = function(q, k, df) mapply(tukey_upper, q, k, df)),
  tolerance = list(relative = 1e-9, absolute = 0))
of_law("tukey of two groups, a t test", law("tukey", c(0.1, 1, 3, 6, 30, 90), groups = 2, df = c(1.5, 4, 33.3, 400), by = function(q, k, df) 2 * pt(-q / sqrt(2), df)))
of_law("tukey, as ptukey gives it", law("tukey", c(1, 2.5, 3.4, 4.2, 5), groups = c(2, 3, 4, 9), df = c(12, 40, 46.2, 300), by = upper(ptukey)), tolerance = list(relative = 0, absolute = 2e-9))

# The other tails, when they are asked for.
mixed <- list(list("t", 1.2, 8), list("t", -1.2, 8), list("norm", -0.4), list("norm", 2), list("f", 0.3, 2, 9), list("chisq", 0.7, 3))
case("upper tails", "distribution", list(q = mixed), list(tail = "upper"),
  list(p = c(pt(c(-1.2, 1.2), 8), pnorm(c(0.4, -2)), pf(0.3, 2, 9, lower.tail = FALSE), pchisq(0.7, 3, lower.tail = FALSE))), exact)
case("lower tails", "distribution", list(q = mixed), list(tail = "lower"),
  list(p = c(pt(c(1.2, -1.2), 8), pnorm(c(-0.4, 2)), pf(0.3, 2, 9), pchisq(0.7, 3))), exact)
case("both tails", "distribution", list(q = mixed), list(tail = "both"),
  list(p = c(2 * pt(c(-1.2, -1.2), 8), 2 * pnorm(c(-0.4, -2)), pf(0.3, 2, 9, lower.tail = FALSE), pchisq(0.7, 3, lower.tail = FALSE))), exact)
case("the tail said in words, and laws mixed", "distribution",
  list(q = list(list("t", 2.1, 30), list("f", 3, 2, 40), list("chisq", 9, 3), list("norm", -1.5), list("tukey", 3.2, 4, 60))),
  list(tail = "upper for t>0, f, chisq, tukey; lower for negative"),
  list(p = c(pt(-2.1, 30), pf(3, 2, 40, lower.tail = FALSE), pchisq(9, 3, lower.tail = FALSE), pnorm(-1.5), tukey_upper(3.2, 4, 60))),
  list(relative = 1e-10, absolute = 0))
case("nothing below zero for laws of positive numbers", "distribution", list(q = list(list("f", -1, 2, 9), list("chisq", -0.5, 3), list("tukey", -2, 3, 9), list("f", 0, 2, 9), list("chisq", 0, 1))), NULL,
  list(p = c(1, 1, 1, 1, 1), issues = list()), exact)
case("no such degrees of freedom", "distribution", list(q = list(list("t", 1, 0), list("f", 2, -1, 9), list("chisq", 1, 0), list("tukey", 3, 1, 9), list("t", 1, 5))), NULL,
  list(p = list(NULL, NULL, NULL, NULL, pt(-1, 5)), issues = list("out-of-range")), exact)

write_cases()
