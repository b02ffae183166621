# The review's analysis step by step in R: minres to its optimum, direct quartimin from several places, then alpha, Welch's
# test and Hedges' g of the dimension scores.
library(GPArotation)
library(psych)
source("src/stats/reference/write.R")

# psych stops at 1e-5 of the optimum; from there on to half the least sum of squared rejected eigenvalues.
minres <- function(r, k) {
  parts <- function(u) {
    e <- eigen(r - diag(u), symmetric = TRUE)
    list(values = e$values, vectors = e$vectors, rest = -seq_len(k))
  }
  value <- function(u) with(parts(u), sum(values[rest]^2) / 2)
  slope <- function(u) with(parts(u), -as.vector(vectors[, rest]^2 %*% values[rest]))
  start <- suppressWarnings(fa(r, k, rotate = "none", fm = "minres"))$uniquenesses
  best <- nlminb(start, value, slope, lower = 0.005, control = list(rel.tol = 1e-15, x.tol = 1e-13, iter.max = 2000, eval.max = 4000))
  u <- best$par
  # Newton's steps with Joreskog's approximate second derivatives, for the last digits.
  for (step in 1:50) u <- u - with(parts(u), solve(tcrossprod(vectors[, rest])^2, slope(u)))
  stopifnot(min(u) > 0.006, max(abs(slope(u))) < 1e-12)
  e <- eigen(r - diag(u), symmetric = TRUE)
  e$vectors[, 1:k, drop = FALSE] %*% diag(sqrt(e$values[1:k]), k)
}
quartimin <- function(l) {
  best <- NULL
  for (start in 1:5) {
    turn <- if (start == 1) diag(ncol(l)) else qr.Q(qr(matrix(rnorm(ncol(l)^2), ncol(l))))
    one <- suppressWarnings(GPFoblq(l, Tmat = turn, method = "quartimin", normalize = FALSE, eps = 1e-8, maxit = 5000))
    value <- min(one$Table[, 2])
    if (is.null(best) || value < best$value - 1e-12) best <- list(value = value, loadings = one$loadings, phi = one$Phi)
  }
  best
}
kmoOf <- function(r) {
  inverse <- solve(r)
  partial <- -cov2cor(inverse)
  diag(partial) <- diag(r) <- 0
  sum(r^2) / (sum(r^2) + sum(partial^2))
}
limit <- function(t, df, lower) {
  reach <- 14 / sqrt(2 * df)
  tail <- function(ncp) integrate(function(s) pnorm(t * s - ncp, lower.tail = lower) * 2 * df * s * dchisq(df * s^2, df),
    max(0, 1 - reach), 1 + reach, rel.tol = 1e-11, subdivisions = 2000)$value
  uniroot(function(ncp) tail(ncp) - 0.025, t + c(-1, 1) * (4 + abs(t) / 2), tol = 1e-12, extendInt = "yes", maxiter = 5000)$root
}
dimension <- function(frame, kept, order) {
  covariance <- cov(frame[kept], use = "pairwise")
  k <- length(kept)
  score <- rowMeans(frame[kept], na.rm = TRUE)
  x <- score[frame$rater %in% order[1] & !is.nan(score)]
  y <- score[frame$rater %in% order[2] & !is.nan(score)]
  test <- t.test(x, y)
  df <- length(x) + length(y) - 2
  d <- (mean(x) - mean(y)) / sqrt((sum((x - mean(x))^2) + sum((y - mean(y))^2)) / df)
  j <- exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  root <- sqrt(length(x) * length(y) / (length(x) + length(y)))
  list(alpha = k / (k - 1) * (1 - sum(diag(covariance)) / sum(covariance)), t = unname(test$statistic), df = unname(test$parameter),
    p = test$p.value, difference = mean(x) - mean(y), ciLow = test$conf.int[1], ciHigh = test$conf.int[2], g = j * d,
    gLow = j * limit(d * root, df, FALSE) / root, gHigh = j * limit(d * root, df, TRUE) / root)
}
review <- function(name, frame, items, order, options, tolerance = list(relative = 1e-6, absolute = 2e-6), k = 2, cut = 0.4) {
  r <- cor(frame[items], use = "pairwise")
  solution <- quartimin(minres(r, k))
  over <- abs(solution$loadings) >= cut
  stopifnot(min(abs(abs(solution$loadings) - cut)) > 1e-4)
  kept <- lapply(seq_len(k), function(f) items[over[, f] & rowSums(over) == 1])
  by <- order(-lengths(kept))
  kept <- kept[by]
  a <- dimension(frame, kept[[1]], order)
  b <- dimension(frame, kept[[2]], order)
  means <- function(rater) I(unname(colMeans(frame[frame$rater %in% rater, items], na.rm = TRUE)))
  case(name, "reviewPipeline", list(items = items, group = "rater", order = order, columns = columns(frame)), options,
    list(loadings = rows(unclass(solution$loadings)[, by]), phi = rows(solution$phi[by, by]), dimensionA = I(kept[[1]]), dimensionB = I(kept[[2]]),
      dropped = I(items[rowSums(over) != 1]), alphaA = a$alpha, alphaB = b$alpha,
      welchA_t = a$t, welchA_df = a$df, welchA_p = a$p, welchA_difference = a$difference, welchA_ciLow = a$ciLow, welchA_ciHigh = a$ciHigh,
      welchB_t = b$t, welchB_df = b$df, welchB_p = b$p, welchB_difference = b$difference, welchB_ciLow = b$ciLow, welchB_ciHigh = b$ciHigh,
      gA = a$g, gLowA = a$gLow, gHighA = a$gHigh, gB = b$g, gLowB = b$gLow, gHighB = b$gHigh,
      itemMeansFirst = means(order[1]), itemMeansSecond = means(order[2]), n1 = sum(frame$rater %in% order[1]), n2 = sum(frame$rater %in% order[2]),
      kmo = kmoOf(r), n = nrow(frame)), tolerance)
}

simulated <- function(teams, schools, lift = 0) {
  n <- teams + schools
  first <- rnorm(n)
  second <- 0.58 * first + sqrt(1 - 0.58^2) * rnorm(n)
  a <- c(0.58, 0.7, 0.5, 0.3, 0.66, 0.7, 0.78, 0.7, 0.75, 0.78, 0, 0, 0, 0.6, 0, 0, 0.25) + c(rep(lift, 10), 0, 0, 0, lift, 0, 0, 0)
  b <- c(rep(0, 3), 0.2, rep(0, 6), 0.7, 0.8, 0.78, 0, 0.74, 0.76, 0.3)
  rater <- rep(c("team", "school"), c(teams, schools))
  frame <- as.data.frame(lapply(setNames(1:17, paste0("q", 1:17)), function(i)
    pmin(3, pmax(0, round(1.1 + 0.05 * i + 0.35 * (rater == "school") + 0.85 * (a[i] * first + b[i] * second + sqrt(1 - a[i]^2 - b[i]^2 - 1.16 * a[i] * b[i]) * rnorm(n)))))))
  frame$rater <- rater
  frame
}
items <- paste0("q", 1:17)
usual <- list(nFactors = 2, extraction = "minres", rotation = "oblimin", cut = 0.4)
set.seed(17)
review("fifty rows", simulated(22, 28), items, c("team", "school"), usual)
large <- simulated(110, 140)
review("two hundred and fifty rows, usual options", large, items, c("team", "school"), NULL)
review("schools first, a lower cut", large, items, c("school", "team"), list(cut = 0.3), cut = 0.3)
review("the ratings in another order", large, rev(items), c("team", "school"), usual)
holes <- simulated(70, 80)
for (item in items) holes[[item]][runif(150) < 0.08] <- NA
holes$rater[c(4, 80)] <- NA
review("missing ratings and raters", holes, items, c("team", "school"), usual)

write_cases("psych", "GPArotation")
