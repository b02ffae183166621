# Agreement of raters. No package here has these measures (psych has Cohen's kappa and the intraclass correlations, and is
# held against what is computed here): each is computed from its definition in the paper, pair by pair.
library(psych)
source("src/stats/reference/write.R")

tight <- list(relative = 1e-10, absolute = 1e-13)

# Cohen's kappa from the joint table of proportions, with the standard error of Fleiss, Cohen and Everitt (1969).
kappa_of <- function(p, w, n) {
  r <- rowSums(p); s <- colSums(p); k <- nrow(p)
  po <- 0; pe <- 0; total <- 0
  for (i in 1:k) for (j in 1:k) { po <- po + w[i, j] * p[i, j]; pe <- pe + w[i, j] * r[i] * s[j] }
  wi <- w %*% s; wj <- t(w) %*% r
  for (i in 1:k) for (j in 1:k) total <- total + p[i, j] * (w[i, j] * (1 - pe) - (wi[i] + wj[j]) * (1 - po))^2
  spread <- total - (po * pe - 2 * pe + po)^2
  if (spread < 1e-13) spread <- 0 # rounding
  list(kappa = (po - pe) / (1 - pe), se = sqrt(spread / (n * (1 - pe)^4)), po = po, pe = pe)
}
by_delta <- function(p, w, n) {
  kappa <- function(p) { p <- p / sum(p); pe <- sum(w * outer(rowSums(p), colSums(p))); (sum(w * p) - pe) / (1 - pe) }
  slope <- vapply(seq_along(p), function(i) { up <- down <- p; up[i] <- up[i] + 1e-6; down[i] <- down[i] - 1e-6; (kappa(up) - kappa(down)) / 2e-6 }, 0)
  sqrt(max(0, sum(p * slope^2) - sum(p * slope)^2) / n)
}
cohen_case <- function(name, a, b, categories = NULL, weights = NULL, issues = list(), check = TRUE) {
  both <- !is.na(a) & !is.na(b)
  levels <- if (is.null(categories)) sort(unique(c(a, b)), method = "radix") else categories
  both <- both & a %in% levels & b %in% levels
  x <- factor(a[both], levels); y <- factor(b[both], levels)
  n <- sum(both); p <- unclass(table(x, y)) / n; k <- length(levels)
  d <- abs(outer(1:k, 1:k, "-")) / (k - 1)
  plain <- kappa_of(p, diag(k), n)
  linear <- kappa_of(p, 1 - d, n)
  quadratic <- kappa_of(p, 1 - d^2, n)
  if (check) {
    theirs <- suppressWarnings(cohen.kappa(table(x, y)))
    stopifnot(abs(theirs$kappa - plain$kappa) < 1e-10, abs(theirs$weighted.kappa - quadratic$kappa) < 1e-10,
      abs(sqrt(theirs$var.kappa) - plain$se) < 1e-10)
    # Its weighted standard error takes the margins the wrong way round: held against the delta method instead.
    stopifnot(abs(by_delta(p, 1 - d^2, n) - quadratic$se) < 1e-7, abs(by_delta(p, 1 - d, n) - linear$se) < 1e-7)
  }
  z <- qnorm(0.975)
  expected <- list(kappa = plain$kappa, observed = plain$po, expected = plain$pe, se = plain$se, ciLow = max(-1, plain$kappa - z * plain$se),
    ciHigh = min(1, plain$kappa + z * plain$se), n = n, percentAgreement = 100 * plain$po, issues = issues)
  if (is.null(weights) || weights == "both")
    expected <- c(expected, list(linear = linear$kappa, quadratic = quadratic$kappa, linearSe = linear$se, quadraticSe = quadratic$se))
  input <- list(columns = list(first = I(a), second = I(b)), a = "first", b = "second")
  if (!is.null(categories)) input$categories <- I(categories)
  case(name, "cohenKappa", input, if (!is.null(weights)) list(weights = weights), expected, tight)
}
set.seed(19)
rated <- function(n, noise, levels = 0:3) {
  truth <- rnorm(n)
  one <- function() pmin(max(levels), pmax(min(levels), round(1.4 + truth + rnorm(n, 0, noise))))
  list(one(), one())
}
r <- rated(60, 0.5); cohen_case("ratings 0 to 3", r[[1]], r[[2]])
cohen_case("ratings 0 to 3, categories given, both weights", r[[1]], r[[2]], 0:3, "both")
cohen_case("ratings 0 to 3, unweighted", r[[1]], r[[2]], 0:3, "none")
missing <- r; missing[[1]][c(2, 9, 31)] <- NA; missing[[2]][c(9, 40)] <- NA
cohen_case("missing ratings", missing[[1]], missing[[2]], 0:3)
cohen_case("a category that nobody uses", pmin(r[[1]], 2), pmin(r[[2]], 2), 0:3, check = FALSE)
cohen_case("values that are no category", r[[1]], r[[2]], 0:2, issues = list("out-of-range"))
cohen_case("words", c("in", "out", "in", "in", "unsure", "out", "in", "out", "unsure", "in"), c("in", "out", "out", "in", "out", "out", "in", "in", "unsure", "in"))
cohen_case("two categories", c(1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0), c(1, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1))
cohen_case("worse than chance", c(0, 1, 2, 0, 1, 2, 0, 1), c(1, 2, 0, 2, 0, 1, 0, 2))
cohen_case("no category in common but one", c(1, 1, 1, 2, 2, 3), c(1, 4, 4, 5, 5, 5))
cohen_case("full agreement", c(0, 1, 2, 3, 1, 2), c(0, 1, 2, 3, 1, 2))
cohen_case("one rater never changes", c(1, 1, 1, 1, 1, 1), c(1, 2, 1, 1, 3, 1), check = FALSE)
big <- rated(300, 0.8); cohen_case("many ratings", big[[1]], big[[2]])
case("only one category", "cohenKappa", list(columns = list(x = c(2, 2, 2), y = c(2, 2, 2)), a = "x", b = "y"), NULL,
  list(kappa = NULL, se = NULL, ciLow = NULL, ciHigh = NULL, linear = NULL, quadratic = NULL, observed = 1, expected = 1, n = 3, percentAgreement = 100, issues = list("no-variation")))

# Fleiss's kappa: pairs of raters counted one by one.
fleiss_case <- function(name, x, issues = list()) {
  given <- x
  x <- x[rowSums(x) > 0, , drop = FALSE]
  n <- nrow(x); m <- sum(x[1, ])
  agree <- mean(rowSums(x * (x - 1)) / (m * (m - 1)))
  p <- colSums(x) / (n * m); q <- 1 - p
  pe <- sum(p^2)
  se <- sqrt(2) / (sum(p * q) * sqrt(n * m * (m - 1))) * sqrt(sum(p * q)^2 - sum(p * q * (q - p)))
  kappa <- (agree - pe) / (1 - pe)
  by <- 1 - colSums(x * (m - x)) / (n * m * (m - 1) * p * q)
  by[is.nan(by)] <- NA
  case(name, "fleissKappa", list(counts = rows(given)), NULL,
    list(kappa = kappa, seNull = se, z = kappa / se, categoryKappa = I(by), observed = agree, expected = pe, n = n, raters = m, issues = issues), tight)
}
counts_of <- function(n, m, k, spread) t(replicate(n, as.vector(rmultinom(1, m, prop.table(rgamma(k, spread))))))
fleiss_case("four categories, five raters", counts_of(25, 5, 4, 0.3))
fleiss_case("two categories, three raters", counts_of(15, 3, 2, 0.5))
fleiss_case("two raters", counts_of(30, 2, 3, 0.4))
fleiss_case("hardly any agreement", counts_of(20, 6, 4, 20))
fleiss_case("a category nobody uses", cbind(counts_of(12, 4, 3, 0.5), 0), list("no-variation"))
fleiss_case("a case that nobody rated", rbind(counts_of(10, 4, 3, 0.5), 0), list("empty-row"))
fleiss_case("full agreement", diag(4)[c(1, 2, 3, 4, 1, 2), ] * 3)
fleiss_case("fourteen raters (the worked example of many textbooks)", matrix(c(0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9, 2, 0, 2, 2, 8, 1, 1, 7, 7, 0, 0, 0, 3, 2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7), ncol = 5, byrow = TRUE))

# Krippendorff's alpha from the coincidence matrix and the metric differences, as in his paper of 2011.
alpha_of <- function(x, metric) {
  values <- sort(unique(na.omit(as.vector(x))))
  o <- matrix(0, length(values), length(values))
  for (u in seq_len(ncol(x))) {
    codes <- na.omit(x[, u]); m <- length(codes)
    if (m > 1) for (i in seq_len(m)) for (j in seq_len(m)) if (i != j) {
      c <- match(codes[i], values); k <- match(codes[j], values)
      o[c, k] <- o[c, k] + 1 / (m - 1)
    }
  }
  n <- rowSums(o); total <- sum(n)
  delta <- function(c, k) switch(metric,
    nominal = as.numeric(c != k),
    ordinal = (sum(n[min(c, k):max(c, k)]) - (n[c] + n[k]) / 2)^2,
    interval = (values[c] - values[k])^2,
    ratio = if (values[c] == values[k]) 0 else ((values[c] - values[k]) / (values[c] + values[k]))^2)
  do <- 0; de <- 0
  for (c in seq_along(values)) for (k in seq_along(values)) { do <- do + o[c, k] * delta(c, k); de <- de + n[c] * n[k] * delta(c, k) }
  1 - (total - 1) * do / de
}
ratings_case <- function(name, x, ratio = TRUE, issues = list())
  case(name, "krippendorff", list(ratings = rows(x)), NULL,
    list(nominal = alpha_of(x, "nominal"), ordinal = alpha_of(x, "ordinal"), interval = alpha_of(x, "interval"), ratio = if (ratio) alpha_of(x, "ratio") else NA, issues = issues),
    list(relative = 1e-9, absolute = 1e-12))
holes <- function(x, part) { x[runif(length(x)) < part] <- NA; x }
coded <- function(coders, units, noise) { truth <- rnorm(units); t(replicate(coders, pmin(3, pmax(0, round(1.5 + truth + rnorm(units, 0, noise)))))) }
ratings_case("three coders, ratings 0 to 3", coded(3, 30, 0.4))
ratings_case("four coders with codes missing", holes(coded(4, 25, 0.5), 0.2))
ratings_case("most codes missing", holes(coded(3, 40, 0.5), 0.6))
ratings_case("two coders", coded(2, 20, 0.8))
ratings_case("no agreement", matrix(sample(0:3, 60, TRUE), 3))
ratings_case("systematic disagreement", rbind(c(0, 1, 2, 3, 0, 3), c(3, 2, 1, 0, 3, 0)))
ratings_case("full agreement", rbind(c(0, 1, 2, 3, 1), c(0, 1, 2, 3, 1)))
ratings_case("measures", t(sapply(1:3, function(i) round(50 + 10 * sin(1:15) + rnorm(15, 0, 3), 2))))
ratings_case("measures with a large offset", 1e8 + t(sapply(1:3, function(i) round(sin(1:15) + rnorm(15, 0, 0.3), 2))))
ratings_case("below zero: no ratio scale", rbind(c(-1, 0, 2, 1, -2), c(-1, 1, 2, 1, -1)), ratio = FALSE, issues = list("out-of-range"))
themes <- lapply(c(0.1, 0.3, 0.5), function(noise) { truth <- rbinom(20, 1, 0.4); t(replicate(3, ifelse(runif(20) < noise, 1 - truth, truth))) })
themes[[2]] <- holes(themes[[2]], 0.15)
case("three themes", "krippendorff", list(themes = lapply(themes, rows)), NULL, list(nominalPerTheme = vapply(themes, alpha_of, 0, "nominal"), issues = list()), tight)
case("a theme that nobody found", "krippendorff", list(themes = lapply(list(themes[[1]], themes[[1]] * 0), rows)), NULL,
  list(nominalPerTheme = c(alpha_of(themes[[1]], "nominal"), NA), issues = list("no-variation")), tight)

limits_case <- function(name, a, b, issues = list()) {
  d <- (a - b)[!is.na(a) & !is.na(b)]
  both <- cbind(a, b)[!is.na(a) & !is.na(b), ]
  expected <- list(bias = mean(d), low = mean(d) - 1.96 * sd(d), high = mean(d) + 1.96 * sd(d), sd = sd(d), n = length(d),
    iccAgreement = suppressWarnings(suppressMessages(ICC(both - mean(both), lmer = FALSE)))$results["Single_random_raters", "ICC"])
  case(name, "limitsOfAgreement", list(columns = list(team = I(a), school = I(b)), a = "team", b = "school"), NULL, c(expected, list(issues = issues)), list(relative = 1e-9, absolute = 1e-12))
}
base <- round(rnorm(24, 20, 5), 1)
limits_case("two measures", base, round(base + rnorm(24, 0.6, 2), 1))
limits_case("ratings 0 to 3", c(2, 3, 1, 0, 2, 2, 3, 1), c(1, 3, 1, 1, 2, 3, 2, 0))
withHoles <- base; withHoles[c(3, 11)] <- NA
limits_case("missing values", withHoles, c(NA, round(base[-1] + rnorm(23, -1, 3), 1)))
limits_case("a large offset", 1e8 + base, 1e8 + round(base + rnorm(24, 0.3, 1), 1))
limits_case("the other way round", c(1, 2, 3, 4, 5, 6), c(6, 5, 4, 3, 2, 1), list("negative-icc"))

write_cases("psych")
