# Ops about schools: intraclass correlations, random intercepts, funnel. lme4's optimum is tightened, because its usual stop
# leaves differences in the fifth digit; the variances are then polished by optimising lme4's own REML deviance once more.
suppressPackageStartupMessages(library(lme4))
suppressPackageStartupMessages(library(lmerTest))
library(psych)
source("src/stats/reference/write.R")

# ---- icc: psych::ICC with ANOVA ------------------------------------------------------------------------------------
icc_case <- function(name, ratings, tolerance = NULL) {
  fit <- suppressWarnings(psych::ICC(na.omit(ratings), lmer = FALSE))$results
  keyed <- function(column) setNames(as.list(fit[[column]]), fit$type)
  case(name, "icc", list(ratings = rows(as.matrix(ratings))), expected = list(
    icc = keyed("ICC"), ciLow = keyed("lower bound"), ciHigh = keyed("upper bound"), F = keyed("F"), p = keyed("p"),
    n = sum(complete.cases(ratings)), raters = ncol(ratings)), tolerance = tolerance)
}
shrout <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
icc_case("six targets, four judges", shrout)
set.seed(101)
truth <- rnorm(30)
icc_case("two raters, thirty schools", round(cbind(a = truth + rnorm(30, 0, .5), b = truth + .3 + rnorm(30, 0, .5)), 2))
icc_case("three raters of 0 to 3", matrix(pmin(3, pmax(0, round(rep(truth, 3) + 1.5 + rnorm(90, 0, .7)))), 30))
icc_case("large offset", round(cbind(truth + rnorm(30), truth + rnorm(30), truth + rnorm(30)), 2) + 1e9,
         tolerance = list(relative = 1e-5))
missing <- round(cbind(truth + rnorm(30), truth + rnorm(30), truth + rnorm(30)), 2)
missing[3, 2] <- NA; missing[17, 1] <- NA
icc_case("two rows with a missing rating", missing)
icc_case("far tail of F", round(cbind(truth * 100 + rnorm(30), truth * 100 + rnorm(30), truth * 100 + rnorm(30)), 3))
icc_case("negative", matrix(c(1, 5, 2, 4, 3, 3, 4, 2, 5, 1, 2, 5), 6, byrow = TRUE))
icc_case("smallest: two targets, two raters", matrix(c(1, 2.5, 4, 4.2), 2, byrow = TRUE))

# ---- data of schools -------------------------------------------------------------------------------------------------
schools <- function(sizes, tau, sigma = 1, seed = 1, effect = .3, digits = 3) {
  set.seed(seed)
  g <- rep(seq_along(sizes), sizes)
  n <- length(g)
  sex <- rbinom(n, 1, .5)
  year <- sample(7:11, n, TRUE)
  group <- rep_len(c(0, 1), length(sizes))[g]
  y <- round(20 + rnorm(length(sizes), 0, tau)[g] + effect * sex - .2 * year + .4 * group + rnorm(n, 0, sigma), digits)
  data.frame(y = y, school = paste0("S", g), sex = sex, year = year, group = group, stringsAsFactors = FALSE)
}
balanced <- schools(rep(12, 10), 1, seed = 2)
uneven <- schools(c(2, 3, 5, 8, 13, 21, 34, 1, 40, 6, 7), .8, seed = 3)
few <- schools(c(9, 14, 20, 11), .7, seed = 4)
flat <- schools(rep(8, 12), 0, seed = 12)
strong <- schools(c(3, 9, 4, 12, 6, 7, 8, 10), 12, .5, seed = 6)
offset <- transform(balanced, y = y + 1e7, year = year + 2000)
holes <- uneven
holes$y[c(3, 40)] <- NA; holes$school[12] <- NA; holes$sex[c(60, 61)] <- NA
numbered <- transform(uneven, school = as.integer(sub("S", "", school)) * 5L)

# ---- iccClusters ------------------------------------------------------------------------------------------------------
anova_case <- function(name, d, tolerance = NULL) {
  k <- d[!is.na(d$y) & !is.na(d$school), ]
  k$y <- k$y - mean(k$y)
  table <- anova(lm(y ~ factor(school), data = k))
  sizes <- as.vector(table(k$school)); g <- length(sizes); n <- sum(sizes)
  n0 <- (n - sum(sizes^2) / n) / (g - 1)
  msb <- table[1, 3]; msw <- table[2, 3]
  icc <- (msb - msw) / (msb + (n0 - 1) * msw)
  case(name, "iccClusters", list(columns = columns(d[c("y", "school")]), outcome = "y", cluster = "school"),
       list(method = "anova"), list(icc = icc, n0 = n0, msBetween = msb, msWithin = msw, clusters = g, n = n,
       designEffect = 1 + (n / g - 1) * icc, F = table[1, 4], p = table[1, 5]), tolerance)
}
anova_case("equal schools", balanced)
anova_case("unequal schools", uneven)
anova_case("negative estimate", schools(rep(6, 8), 0, seed = 12))
anova_case("missing outcome and school", holes)
anova_case("large offset", transform(uneven, y = y + 1e9), tolerance = list(relative = 1e-5))
anova_case("schools by number", numbered)
anova_case("far tail", strong)

# ---- randomIntercept --------------------------------------------------------------------------------------------------
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10), calc.derivs = FALSE,
                       check.conv.singular = "ignore", check.rankX = "silent.drop.cols")
# The optimum of lme4's own deviance, found to the last digits, and lme4's answers there.
optimum <- function(formula, d) {
  fit <- lme4::lmer(formula, data = d, REML = TRUE, control = control)
  devfun <- lme4::lmer(formula, data = d, REML = TRUE, control = control, devFunOnly = TRUE)
  theta <- unname(getME(fit, "theta"))
  if (theta > 1e-4) {
    # A parabola through a few points: the deviance itself is too flat to find the last digits of its minimum.
    for (step in c(1e-3, 1e-3)) {
      at <- theta * (1 + step * (-4:4))
      curve <- vapply(at, devfun, 0)
      bend <- lm(curve - min(curve) ~ poly((at / theta - 1) / step, 4, raw = TRUE))
      slope <- function(z) sum(coef(bend)[-1] * 1:4 * z^(0:3))
      theta <- theta * (1 + step * uniroot(slope, c(-4, 4), tol = 1e-13)$root)
    }
  } else theta <- 0
  list(theta = theta, deviance = devfun(theta), fit = fit)
}
# Everything else at that ratio of variances, by generalised least squares in base R.
at_optimum <- function(formula, fixed, d, cluster) {
  best <- optimum(formula, d)
  frame <- model.frame(fixed, d); y <- model.response(frame); X <- model.matrix(fixed, frame)
  dropped <- setdiff(seq_len(ncol(X)), (q <- qr(X))$pivot[seq_len(q$rank)])
  Xk <- if (length(dropped)) X[, -dropped, drop = FALSE] else X
  g <- factor(d[rownames(frame), cluster]); Z <- model.matrix(~ g - 1)
  V <- diag(length(y)) + best$theta^2 * tcrossprod(Z)
  Vi <- solve(V)
  A <- solve(crossprod(Xk, Vi %*% Xk)); b <- A %*% crossprod(Xk, Vi %*% y); r <- y - Xk %*% b
  s2 <- sum(r * (Vi %*% r)) / (length(y) - ncol(Xk))
  n <- as.vector(table(g)); tau2 <- s2 * best$theta^2
  full <- function(v) { w <- rep(NA_real_, ncol(X)); w[setdiff(seq_len(ncol(X)), dropped)] <- v; w }
  shrinkage <- tau2 / (tau2 + s2 / n)
  list(coef = I(full(as.vector(b))), se = I(full(sqrt(s2 * diag(A)))), varianceSchool = tau2, varianceResidual = s2,
       icc = tau2 / (tau2 + s2), remlDeviance = best$deviance, blup = I(shrinkage * as.vector(tapply(r, g, mean))),
       blupSe = I(sqrt(tau2 * s2 / (s2 + n * tau2))), shrinkage = I(shrinkage), clusterNames = I(levels(g)), fit = best$fit,
       unscaled = A)
}
model_case <- function(name, d, covariates = NULL, tolerance = list(relative = 1e-6, absolute = 1e-7)) {
  fixed <- reformulate(c("1", covariates), "y")
  all <- d[complete.cases(d[c("y", "school", covariates)]), ]
  kept <- at_optimum(update(fixed, . ~ . + (1 | school)), fixed, all, "school")
  # lme4's own numbers, as far as its stop allows, so that what is recorded is what lme4 says.
  stopifnot(all.equal(unname(fixef(kept$fit)), as.numeric(na.omit(kept$coef)), tolerance = 1e-5),
            all.equal(as.data.frame(VarCorr(kept$fit))$vcov, c(kept$varianceSchool, kept$varianceResidual), tolerance = 1e-4),
            all.equal(ranef(kept$fit)$school[, 1], as.vector(kept$blup), tolerance = 1e-4),
            all.equal(sqrt(as.vector(attr(ranef(kept$fit, condVar = TRUE)$school, "postVar"))), as.vector(kept$blupSe), tolerance = 1e-4),
            all.equal(REMLcrit(kept$fit), kept$remlDeviance, tolerance = 1e-9))
  kept$fit <- kept$unscaled <- NULL
  if (is.null(covariates)) kept <- c(list(intercept = as.numeric(kept$coef)[1], interceptSe = as.numeric(kept$se)[1]), kept)
  case(name, "randomIntercept", c(list(columns = columns(d[c("y", "school", covariates)]), outcome = "y",
       cluster = "school"), if (!is.null(covariates)) list(covariates = I(covariates))), list(method = "reml"), kept, tolerance)
}
model_case("equal schools", balanced)
model_case("unequal schools", uneven)
model_case("one covariate", balanced, "sex")
model_case("two covariates, unequal schools", uneven, c("sex", "year"))
model_case("a covariate of schools", uneven, c("group", "sex"))
model_case("four schools", few, "sex")
model_case("no variance between schools", flat, "sex")
model_case("schools far apart", strong)
model_case("missing outcome, school and covariate", holes, "sex")
# lme4 itself loses digits when offsets are large: fitted without them, then moved.
moved <- at_optimum(y ~ sex + year + (1 | school), y ~ sex + year, balanced, "school")
to <- c(1, 0, -2000)
moved$coef[1] <- sum(to * moved$coef) + 1e7
moved$se[1] <- sqrt(moved$varianceResidual * sum(to * (moved$unscaled %*% to)))
moved$fit <- moved$unscaled <- NULL
case("large offset", "randomIntercept", list(columns = columns(offset[c("y", "school", "sex", "year")]), outcome = "y",
     cluster = "school", covariates = c("sex", "year")), list(method = "reml"), moved, list(relative = 1e-6, absolute = 1e-6))
model_case("schools by number", numbered, "year")
model_case("collinear covariate", transform(uneven, twice = 2 * sex), c("sex", "twice"))
model_case("small numbers", transform(balanced, y = y * 1e-6), "sex", list(relative = 1e-6, absolute = 1e-14))

# ---- multilevelComparison ----------------------------------------------------------------------------------------------
# Satterthwaite's degrees of freedom from the Hessian of lme4's deviance by (theta, sigma), which lmerTest takes numerically
# and somewhat roughly: taken here by finer differences at the optimum, and held against lmerTest.
comparison_case <- function(name, d, tolerance = list(relative = 1e-6, absolute = 1e-8)) {
  all <- d[complete.cases(d[c("y", "school", "group")]), ]
  kept <- at_optimum(y ~ group + (1 | school), y ~ group, all, "school")
  g <- factor(all$school); Z <- model.matrix(~ g - 1); X <- cbind(1, all$group); y <- all$y - mean(all$y)
  minus2 <- function(v) {
    V <- v[1] * tcrossprod(Z) + v[2] * diag(length(y)); R <- chol(V)
    Xs <- backsolve(R, X, transpose = TRUE); ys <- backsolve(R, y, transpose = TRUE)
    A <- crossprod(Xs); b <- solve(A, crossprod(Xs, ys))
    2 * sum(log(diag(R))) + as.numeric(determinant(A)$modulus) + sum((ys - Xs %*% b)^2)
  }
  variance <- function(v) solve(crossprod(X, solve(v[1] * tcrossprod(Z) + v[2] * diag(length(y)), X)))[2, 2]
  v <- c(kept$varianceSchool, kept$varianceResidual)
  df <- if (v[1] == 0) length(y) - 2 else {
    H <- numDeriv::hessian(minus2, v); gradient <- numDeriv::grad(variance, v)
    as.numeric(2 * variance(v)^2 / (t(gradient) %*% (2 * solve(H)) %*% gradient))
  }
  difference <- as.numeric(kept$coef)[2]; se <- as.numeric(kept$se)[2]; p <- 2 * pt(-abs(difference / se), df)
  test <- summary(lmerTest::lmer(y ~ group + (1 | school), data = all, control = control))$coefficients[2, ]
  stopifnot(all.equal(unname(test[1:2]), c(difference, se), tolerance = 1e-4), abs(log(test[[3]] / df)) < .01,
            abs(test[[5]] - p) < .002)
  case(name, "multilevelComparison", list(columns = columns(d[c("y", "school", "group")]), outcome = "y",
       cluster = "school", group = "group"), list(method = "reml"), list(difference = difference, se = se, df = df, p = p,
       t = difference / se, ciLow = difference - qt(.975, df) * se, ciHigh = difference + qt(.975, df) * se,
       varianceSchool = v[1], varianceResidual = v[2]), tolerance)
}
comparison_case("whole schools in a group, equal", balanced)
comparison_case("whole schools in a group, unequal", uneven)
within <- transform(uneven, group = sex)
comparison_case("pupils in a group", within)
comparison_case("pupils in a group, missing values", transform(holes, group = sex))
comparison_case("four schools", few)
comparison_case("no variance between schools", flat)
comparison_case("schools far apart, pupils in a group", transform(strong, group = sex))
comparison_case("large offset", transform(uneven, y = y + 1e6), list(relative = 1e-5, absolute = 1e-8))
comparison_case("a true and false group", transform(balanced, group = sex == 1))

# ---- funnel --------------------------------------------------------------------------------------------------------------
funnel_case <- function(name, d, winsorise) {
  k <- which(complete.cases(d)); x <- d$events[k]; n <- d$pupils[k]
  target <- sum(x) / sum(n); se <- sqrt(target * (1 - target) / n); z <- (x / n - target) / se
  w <- floor(winsorise * length(z)); s <- sort(z)
  phi <- mean(pmin(s[length(s) - w], pmax(s[w + 1], z))^2)
  clip <- function(v) { full <- rep(NA_real_, nrow(d)); full[k] <- pmin(1, pmax(0, v)); full }
  full <- rep(NA_real_, nrow(d)); full[k] <- z
  c95 <- qnorm(.975); c998 <- qnorm(.999); wide <- sqrt(max(1, phi))
  case(name, "funnel", list(columns = columns(d), site = "school", numerator = "events", denominator = "pupils"),
       list(winsorise = winsorise), list(target = target, z = full, low95 = clip(target - c95 * se),
       high95 = clip(target + c95 * se), low998 = clip(target - c998 * se), high998 = clip(target + c998 * se), phi = phi,
       low998Adjusted = clip(target - c998 * wide * se), high998Adjusted = clip(target + c998 * wide * se),
       outside998 = I(d$school[k][abs(z) > c998]), outside998Adjusted = I(d$school[k][abs(z) > c998 * wide])))
}
set.seed(77)
sites <- data.frame(school = paste("School", 1:24), pupils = round(exp(rnorm(24, 4.5, .8))))
sites$events <- rbinom(24, sites$pupils, plogis(rnorm(24, -1, .6)))
funnel_case("over-dispersed", sites, .1)
funnel_case("over-dispersed, none drawn in", sites, 0)
plain <- sites; plain$events <- rbinom(24, plain$pupils, .25)
funnel_case("chance alone", plain, .1)
small <- data.frame(school = c("a", "b", "c", "d"), pupils = c(3, 5, 200, 150), events = c(0, 5, 30, 80))
funnel_case("small schools, limits clipped", small, .25)
gaps <- sites; gaps$events[4] <- NA; gaps$pupils[9] <- NA
funnel_case("missing numbers", gaps, .2)

write_cases("lme4", "lmerTest", "psych")
