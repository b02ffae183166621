# Tests of tables, proportions and adjusted p-values, by R's own functions. Where `fisher.test` stops early (its odds ratio and
# limits are roots to 1e-4) the same equations are solved to the last digit here.
source("src/stats/reference/write.R")

tight <- list(relative = 1e-10, absolute = 1e-14)

chi_case <- function(name, x) {
  test <- suppressWarnings(chisq.test(x, correct = FALSE))
  k <- min(dim(x)) - 1
  expected <- list(chi2 = unname(test$statistic), df = unname(test$parameter), p = test$p.value, expected = rows(test$expected),
    adjustedResiduals = rows(unname(test$stdres)), cramersV = sqrt(unname(test$statistic) / sum(x) / k), minExpected = min(test$expected),
    issues = as.list(if (min(test$expected) < 5) "low-expected"))
  if (all(dim(x) == 2)) {
    yates <- suppressWarnings(chisq.test(x, correct = TRUE))
    expected$chi2Yates <- unname(yates$statistic)
    expected$pYates <- yates$p.value
    expected$phi <- det(x) / sqrt(prod(rowSums(x)) * prod(colSums(x)))
  }
  case(name, "chiSquare", list(table = rows(x)), NULL, expected, tight)
}
m <- function(..., n) matrix(c(...), nrow = n, byrow = TRUE)
chi_case("two by two", m(18, 7, 9, 21, n = 2))
chi_case("two by two, the other diagonal", m(7, 18, 21, 9, n = 2))
chi_case("two by two, nearly none: Yates takes off no more than there is", m(10, 20, 21, 41, n = 2))
chi_case("two by two, exactly none", m(10, 20, 30, 60, n = 2))
chi_case("two by two, low expected counts", m(1, 9, 4, 3, n = 2))
chi_case("two by two, large", m(510000, 490000, 480500, 519500, n = 2))
chi_case("two by two, complete", m(12, 0, 0, 15, n = 2))
chi_case("three by three", m(12, 30, 8, 25, 22, 17, 40, 11, 9, n = 3))
chi_case("ratings by informant, two by four", m(4, 19, 33, 12, 11, 24, 18, 5, n = 2))
chi_case("five by two with an empty cell", m(0, 12, 3, 15, 7, 9, 14, 6, 21, 2, n = 5))
chi_case("far tail", m(9000, 100, 120, 8800, n = 2))
chi_case("counts that are not whole, as after weighting", m(12.4, 7.1, 3.3, 9.9, 14.2, 6.05, n = 2))
chi_case("one person in a cell", m(1, 0, 0, 1, n = 2))

# The law of the first cell at an odds ratio, over its whole support.
fisher_exactly <- function(x) {
  m <- sum(x[, 1]); n <- sum(x[, 2]); k <- sum(x[1, ]); at <- x[1, 1]
  support <- max(0, k - n):min(k, m)
  ln <- dhyper(support, m, n, k, log = TRUE)
  law <- function(lnOdds) { d <- ln + lnOdds * support; d <- exp(d - max(d)); d / sum(d) }
  root <- function(f) exp(uniroot(f, c(-60, 60), tol = 1e-13)$root)
  list(oddsRatio = if (at == min(support)) 0 else if (at == max(support)) NA else root(function(o) sum(support * law(o)) - at),
    ciLow = if (at == min(support)) 0 else root(function(o) sum(law(o)[support >= at]) - 0.025),
    ciHigh = if (at == max(support)) NA else root(function(o) sum(law(o)[support <= at]) - 0.025))
}
four_case <- function(name, x) {
  exactly <- fisher_exactly(x)
  printed <- fisher.test(x)
  # What fisher.test prints is the same to its own tolerance.
  if (!is.na(exactly$oddsRatio)) stopifnot(abs(printed$estimate - exactly$oddsRatio) <= 2e-4 * exactly$oddsRatio * max(1, exactly$oddsRatio))
  case(name, "fisher", list(table = rows(x)), NULL,
    c(list(p = printed$p.value), exactly, list(issues = as.list(if (is.na(exactly$oddsRatio)) "empty-cell"))), list(relative = 1e-9, absolute = 1e-14))
}
four_case("tea", m(3, 1, 1, 3, n = 2))
four_case("referrals", m(10, 2, 3, 15, n = 2))
four_case("the first cell empty", m(0, 5, 4, 3, n = 2))
four_case("the second cell empty: an infinite odds ratio", m(6, 0, 4, 9, n = 2))
four_case("both off the diagonal empty", m(5, 0, 0, 4, n = 2))
four_case("no association", m(10, 20, 20, 40, n = 2))
four_case("tables as probable as the observed", m(4, 6, 6, 4, n = 2))
four_case("one group of one", m(1, 0, 12, 30, n = 2))
four_case("rare outcome in two regions", m(2, 998, 9, 1491, n = 2))
four_case("larger", m(140, 160, 90, 210, n = 2))
four_case("much larger", m(2500, 2400, 2300, 2650, n = 2))
four_case("far tail", m(180, 20, 15, 210, n = 2))

many_case <- function(name, x, issues = list())
  case(name, "fisher", list(table = rows(x)), NULL, list(p = fisher.test(x, workspace = 2e7)$p.value, issues = issues), list(relative = 1e-6, absolute = 1e-12))
many_case("job satisfaction (Agresti 2002, table 2.8)", m(1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11, n = 4))
many_case("three by three", m(12, 3, 5, 4, 9, 8, 2, 6, 15, n = 3))
many_case("three by two", m(3, 9, 8, 4, 1, 11, n = 3))
many_case("two by six", m(5, 3, 8, 0, 2, 6, 1, 7, 2, 9, 4, 3, n = 2))
many_case("six by two", t(m(5, 3, 8, 0, 2, 6, 1, 7, 2, 9, 4, 3, n = 2)))
many_case("four by five, sparse", m(2, 0, 1, 2, 6, 1, 3, 1, 1, 1, 1, 0, 3, 1, 0, 1, 2, 1, 2, 0, n = 4))
many_case("all margins alike", m(4, 1, 1, 1, 4, 1, 1, 1, 4, n = 3))
many_case("nothing but chance", m(5, 5, 5, 5, 5, 5, n = 2))
many_case("far tail", m(20, 1, 0, 2, 25, 1, 0, 1, 18, n = 3))
many_case("two by three, hundreds", m(200, 150, 90, 140, 170, 120, n = 2))
many_case("three by three, hundreds", m(60, 40, 30, 30, 50, 40, 35, 45, 70, n = 3))
many_case("three by four", m(30, 18, 10, 4, 12, 20, 15, 9, 15, 12, 20, 10, n = 3))
many_case("five by five, sparse", m(1, 3, 0, 4, 2, 2, 1, 5, 1, 3, 0, 4, 2, 2, 1, 3, 0, 1, 2, 4, 2, 3, 1, 0, 5, n = 5))
many_case("an empty row left out", m(3, 9, 2, 0, 0, 0, 7, 1, 8, n = 3), list("empty-row"))

mc_case <- function(name, x, exact = TRUE) {
  test <- mcnemar.test(x)
  plain <- mcnemar.test(x, correct = FALSE)
  case(name, "mcnemar", list(table = rows(x)), NULL,
    list(chi2Corrected = unname(test$statistic), pCorrected = test$p.value,
      pExact = if (exact) binom.test(x[1, 2], x[1, 2] + x[2, 1])$p.value else NA,
      chi2 = unname(plain$statistic), p = plain$p.value, df = unname(plain$parameter), issues = list()), tight)
}
mc_case("approval at two surveys", m(794, 86, 150, 570, n = 2))
mc_case("few changed", m(20, 3, 8, 15, n = 2))
mc_case("as many each way", m(20, 6, 6, 15, n = 2))
mc_case("one changed", m(20, 1, 0, 15, n = 2))
mc_case("one way only", m(9, 0, 14, 7, n = 2))
mc_case("nobody stayed", m(0, 11, 4, 0, n = 2))
mc_case("far tail", m(100, 900, 20, 100, n = 2))
mc_case("three answers", m(20, 10, 5, 3, 30, 15, 0, 5, 40, n = 3), exact = FALSE)

wilson_case <- function(name, x, n) {
  ci <- mapply(function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int, x, n)
  case(name, "proportionCi", list(successes = I(x), totals = I(n)), NULL, list(low = I(ci[1, ]), high = I(ci[2, ]), proportion = I(x / n), issues = list()), tight)
}
wilson_case("ordinary", c(3, 10, 12, 45, 60), c(10, 20, 13, 200, 61))
wilson_case("none and all", c(0, 7, 0, 1, 1, 250, 0), c(7, 7, 1, 1, 2, 250, 1e6))
wilson_case("large", c(5e5, 1, 999999), c(1e6, 1e6, 1e6))
wilson_3_of_9 <- suppressWarnings(prop.test(3, 9, correct = FALSE))$conf.int
case("missing, of nobody, and more than all", "proportionCi", list(successes = c(3, NA, 0, 5, -1), totals = c(9, 10, 0, 4, 6)), NULL,
  list(low = c(wilson_3_of_9[1], NA, NA, NA, NA), high = c(wilson_3_of_9[2], NA, NA, NA, NA),
    issues = list("no-data", "out-of-range")), tight)

adjust_case <- function(name, p, issues = list()) {
  by <- function(method) I(p.adjust(p, method))
  case(name, "pAdjust", list(p = I(p)), NULL, list(holm = by("holm"), hochberg = by("hochberg"), bh = by("BH"), by = by("BY"), bonferroni = by("bonferroni"), issues = issues), tight)
}
set.seed(41)
adjust_case("seventeen items", round(runif(17)^3, 5))
adjust_case("in order", c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216))
adjust_case("missing ones do not count", c(0.01, NA, 0.02, 0.5, NA, 0.04))
adjust_case("ties", c(0.02, 0.02, 0.02, 0.3, 0.3))
adjust_case("one", 0.03)
adjust_case("zero and one", c(0, 1, 0.5, 0))
adjust_case("very small", c(1e-300, 3e-17, 0.2, 1e-8))
adjust_case("none there", c(NA_real_, NA_real_), list("all-missing"))
adjust_case("a hundred", round(rbeta(100, 0.4, 2), 6))

write_cases()
