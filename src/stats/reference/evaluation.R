# Ops about whether something worked: cluster-robust errors by sandwich, CR2 and the wild bootstrap by their definitions in
# whole matrices, difference in differences by lm with every fixed effect as a column, logistic by glm, and greedy matching
# written out row by row.
library(sandwich)
source("src/stats/reference/write.R")

# ---- by definition ---------------------------------------------------------------------------------------------------
power <- function(m, p) {
  e <- eigen((m + t(m)) / 2, symmetric = TRUE)
  e$vectors %*% (ifelse(e$values > 1e-8, abs(e$values)^p, 0) * t(e$vectors))
}
# Bell & McCaffrey's CR2 and its Satterthwaite degrees of freedom, outcomes taken as independent.
cr2 <- function(X, e, cluster) {
  X <- X[, (q <- qr(X))$pivot[seq_len(q$rank)], drop = FALSE]
  M <- solve(crossprod(X)); H <- X %*% M %*% t(X); R <- diag(nrow(X)) - H
  where <- split(seq_along(e), cluster)
  A <- lapply(where, function(i) power(diag(length(i)) - H[i, i, drop = FALSE], -1 / 2))
  meat <- Reduce(`+`, Map(function(a, i) tcrossprod(t(X[i, , drop = FALSE]) %*% a %*% e[i]), A, where))
  df <- vapply(seq_len(ncol(X)), function(j) {
    P <- mapply(function(a, i) R[, i, drop = FALSE] %*% (a %*% X[i, , drop = FALSE] %*% M[, j]), A, where)
    B <- crossprod(P); sum(diag(B))^2 / sum(B^2)
  }, 0)
  list(se = setNames(sqrt(diag(M %*% meat %*% M)), colnames(X)), df = setNames(df, colnames(X)))
}
# Wild cluster bootstrap, the hypothesis imposed, every pattern of signs.
wild <- function(X, y, cluster, j) {
  X <- X[, (q <- qr(X))$pivot[seq_len(q$rank)], drop = FALSE]; j <- match(j, colnames(X))
  M <- solve(crossprod(X)); g <- as.integer(factor(cluster)); G <- max(g)
  size <- function(y) {
    b <- M %*% crossprod(X, y); e <- as.vector(y - X %*% b)
    abs(b[j]) / sqrt(sum(rowsum(X * e, g) %*% M[, j] * rowsum(X * e, g) %*% M[, j]))
  }
  at0 <- if (ncol(X) > 1) lm.fit(X[, -j, drop = FALSE], y)$fitted.values else 0 * y
  signs <- as.matrix(expand.grid(rep(list(c(1, -1)), G)))
  mean(apply(signs, 1, function(s) size(at0 + s[g] * (y - at0))) >= size(y) * (1 - 1e-9))
}

# ---- clusterRobust -----------------------------------------------------------------------------------------------------
pupils <- function(sizes, seed, tau = .6) {
  set.seed(seed)
  g <- rep(seq_along(sizes), sizes); n <- length(g)
  x <- round(rnorm(n) + rnorm(length(sizes))[g], 2)
  sex <- rbinom(n, 1, .5)
  free <- rep_len(c(0, 1, 0), length(sizes))[g]
  y <- round(12 + .5 * x - .3 * sex + .4 * free + rnorm(length(sizes), 0, tau)[g] + rnorm(n), 3)
  data.frame(y, school = paste0("S", g), x, sex, free, stringsAsFactors = FALSE)
}
robust_case <- function(name, d, covariates, model = d, to = NULL, tolerance = NULL) {
  k <- model[complete.cases(model[c("y", "school", covariates)]), ]
  fit <- lm(reformulate(c("1", covariates), "y"), data = k)
  X <- model.matrix(fit); g <- k$school; G <- length(unique(g)); b <- coef(fit); on <- names(b)
  full <- function(v) { w <- rep(NA_real_, length(on)); names(w) <- on; w[names(v)] <- v; I(unname(w)) }
  s0 <- sqrt(diag(vcovCL(fit, cluster = g, type = "HC0", cadjust = FALSE)))
  s1 <- sqrt(diag(vcovCL(fit, cluster = g, type = "HC1")))
  s2 <- cr2(X, residuals(fit), g); known <- names(s1); t <- b[known] / s1
  expected <- list(coef = full(b), seOls = full(sqrt(diag(vcov(fit)))[known]), seCR0 = full(s0), seCR1 = full(s1), tCR1 = full(t),
    pCR1 = full(2 * pt(-abs(t), G - 1)), ciLowCR1 = full(b[known] - qt(.975, G - 1) * s1),
    ciHighCR1 = full(b[known] + qt(.975, G - 1) * s1), seCR2 = full(s2$se), dfCR2 = full(s2$df), clusters = G, n = nrow(k))
  if (G < 10) expected$pWild <- full(vapply(known, function(j) wild(X, k$y, g, j), 0))
  # Only slopes can be compared when the offsets of the call were left out of the model: the intercept is another number.
  if (!is.null(to)) expected <- to(expected)
  case(name, "clusterRobust", list(columns = columns(d[c("y", "school", covariates)]), outcome = "y", cluster = "school",
       covariates = I(covariates)), expected = expected, tolerance = tolerance)
}
many <- pupils(rep(c(4, 9, 15, 6), 6), 1)
some <- pupils(c(9, 14, 22, 11, 5, 8, 17), 2)
robust_case("24 schools", many, c("x", "sex"))
robust_case("24 schools, a covariate of schools", many, c("free", "x"))
robust_case("seven schools", some, c("x", "sex"))
robust_case("seven schools, a covariate of schools", some, "free")
robust_case("three schools", pupils(c(8, 12, 9), 3), "x")
robust_case("one pupil a school", transform(pupils(rep(1, 30), 4), school = seq_len(30)), "x")
holes <- many; holes$y[4] <- NA; holes$x[c(9, 50)] <- NA; holes$school[77] <- NA
robust_case("missing values", holes, c("x", "sex"))
robust_case("collinear covariate", transform(some, twice = x * 2 + 1), c("x", "twice", "sex"))
robust_case("one school of one pupil that a covariate singles out", transform(pupils(c(1, 8, 9, 12), 5), only = as.numeric(school == "S1")), c("only", "x"))
robust_case("far tail", transform(many, y = y + 40 * x), "x")
robust_case("true and false", transform(many, sex = sex == 1), "sex", transform(many, sex = sex * 1))
robust_case("large offset", transform(some, y = y + 1e9, x = x + 1e6), c("x", "sex"), some, function(e) {
  for (key in names(e)) if (length(e[[key]]) == 3) e[[key]] <- NULL
  e
})
offset <- transform(some, y = y + 1e8, x = x + 1e6)
slope <- lm(y ~ x, some)
case("large offset, slope", "clusterRobust", list(columns = columns(offset[c("y", "school", "x")]), outcome = "y",
  cluster = "school", covariates = I("x")), expected = list(coef = I(c(coef(slope)[[1]] + 1e8 - 1e6 * coef(slope)[[2]],
  coef(slope)[[2]])), clusters = 7))

# ---- did -----------------------------------------------------------------------------------------------------------------
trial <- function(schools, pupils, seed, treated = seq_len(schools / 2)) {
  set.seed(seed)
  d <- expand.grid(pupil = seq_len(pupils), post = 0:1, g = seq_len(schools))
  d <- d[-sample(nrow(d), nrow(d) %/% 9), ]
  d$treat <- as.numeric(d$g %in% treated); n <- nrow(d)
  d$sex <- rbinom(n, 1, .5); d$age <- sample(11:15, n, TRUE)
  d$y <- round(20 + rnorm(schools)[d$g] + .5 * d$post + .8 * d$treat * d$post + .3 * d$sex - .1 * d$age + rnorm(n), 3)
  d$school <- paste0("S", d$g)
  d[c("y", "school", "treat", "post", "sex", "age")]
}
did_case <- function(name, d, covariates = NULL, effects = NULL, model = d, nested = TRUE, tolerance = NULL) {
  used <- c("y", "school", "treat", "post", covariates, effects)
  k <- model[complete.cases(model[used]), ]
  terms <- c(if (!is.null(effects)) paste0("factor(", effects, ")"), "treat", "post", covariates, "treat:post")
  fit <- lm(reformulate(terms, "y"), data = k); X <- model.matrix(fit); j <- "treat:post"; G <- length(unique(k$school))
  estimate <- coef(fit)[[j]]; se <- sqrt(vcovCL(fit, cluster = k$school, type = "HC1")[j, j])
  means <- lapply(0:1, function(g) vapply(0:1, function(p) mean(k$y[k$treat == g & k$post == p]), 0))
  expected <- list(estimate = estimate, se = se, t = estimate / se, df = G - 1, p = 2 * pt(-abs(estimate / se), G - 1),
    ciLow = estimate - qt(.975, G - 1) * se, ciHigh = estimate + qt(.975, G - 1) * se, means = means, clusters = G, n = nrow(k),
    seOls = sqrt(vcov(fit)[j, j]))
  if (nested) {
    second <- cr2(X, residuals(fit), k$school); expected$seCR2 <- second$se[[j]]; expected$dfCR2 <- second$df[[j]]
    if (G < 10) expected$pWild <- wild(X, k$y, k$school, j)
  } else expected["seCR2"] <- list(NULL)
  case(name, "did", c(list(columns = columns(d[used]), outcome = "y", cluster = "school", treat = "treat", post = "post"),
       if (!is.null(covariates)) list(covariates = I(covariates)), if (!is.null(effects)) list(fixedEffects = effects)),
       list(se = "CR1"), expected, tolerance)
}
sixteen <- trial(16, 8, 11); eight <- trial(8, 9, 12)
did_case("sixteen schools", sixteen)
did_case("sixteen schools, covariates", sixteen, c("sex", "age"))
did_case("sixteen schools, school fixed effects", sixteen, effects = "school")
did_case("eight schools, fixed effects and a covariate", eight, "sex", "school")
did_case("eight schools", eight)
did_case("fixed effects across schools", sixteen, "sex", "age", nested = FALSE)
did_case("treated pupils within schools", transform(sixteen, treat = rep_len(c(1, 0, 0), nrow(sixteen))), effects = "school")
did_case("three treated of ten", trial(10, 10, 13, 1:3), c("age"), "school")
gaps <- sixteen; gaps$y[3] <- NA; gaps$post[10] <- NA; gaps$school[30] <- NA; gaps$age[c(5, 60)] <- NA
did_case("missing values", gaps, "age", "school")
did_case("true and false", transform(sixteen, treat = treat == 1, post = post == 1), model = sixteen)
did_case("collinear covariate", transform(sixteen, twice = age * 2), c("age", "twice"))
far <- trial(16, 8, 14); far$y <- far$y + 30 * far$treat * far$post
did_case("far tail", far)

# ---- logistic -------------------------------------------------------------------------------------------------------------
# glm finds what can be estimated; its last digits, and standard errors at the maximum and not a step before it, come from
# more of Newton's steps on centred covariates.
polished <- function(fit) {
  known <- !is.na(coef(fit)); X <- model.matrix(fit)[, known, drop = FALSE]; y <- fit$y
  m <- c(0, colMeans(X)[-1]); C <- sweep(X, 2, m); b <- coef(fit)[known]; b[1] <- b[1] + sum(b * m)
  for (i in 1:30) {
    p <- as.vector(plogis(C %*% b)); V <- solve(crossprod(C * sqrt(p * (1 - p))))
    b <- b + as.vector(V %*% crossprod(C, y - p))
  }
  back <- diag(length(b)); back[1, -1] <- -m[-1]
  full <- function(v) { w <- rep(NA_real_, length(known)); w[known] <- v; I(w) }
  list(coef = full(as.vector(back %*% b)), se = full(sqrt(diag(back %*% V %*% t(back)))), p = as.vector(plogis(C %*% b)),
       deviance = -2 * sum(plogis(ifelse(y == 1, 1, -1) * as.vector(C %*% b), log.p = TRUE)))
}
logistic_case <- function(name, d, covariates, model = d, tolerance = NULL) {
  k <- model[complete.cases(model[c("y", covariates)]), ]
  fit <- suppressWarnings(glm(reformulate(c("1", covariates), "y"), data = k, family = binomial))
  best <- polished(fit)
  stopifnot(all.equal(unname(coef(fit)), as.numeric(best$coef), tolerance = 1e-4), all.equal(deviance(fit), best$deviance, tolerance = 1e-6))
  scores <- rep(NA_real_, nrow(d)); scores[complete.cases(model[c("y", covariates)])] <- best$p
  case(name, "logistic", list(columns = columns(d[c("y", covariates)]), outcome = "y", covariates = I(covariates)),
       expected = list(coef = best$coef, se = best$se, deviance = best$deviance, fitted = scores,
       nullDeviance = fit$null.deviance, p = I(2 * pnorm(-abs(as.numeric(best$coef) / as.numeric(best$se))))), tolerance = tolerance)
}
set.seed(31)
yes <- data.frame(x = round(rnorm(80), 2), z = rbinom(80, 1, .4), w = sample(0:3, 80, TRUE))
yes$y <- rbinom(80, 1, plogis(-.5 + 1.1 * yes$x - .7 * yes$z))
logistic_case("one covariate", yes, "x")
logistic_case("three covariates", yes, c("x", "z", "w"))
logistic_case("large offset", transform(yes, x = x + 1e5), c("x", "z"), tolerance = list(relative = 1e-6))
part <- yes; part$y[3] <- NA; part$x[c(10, 44)] <- NA
logistic_case("missing values", part, c("x", "z"))
logistic_case("collinear covariate", transform(yes, twice = 2 * x), c("x", "twice"))
rare <- yes; rare$y <- as.numeric(seq_len(80) %in% c(4, 30, 71))
logistic_case("rare", rare, c("x", "z"))
strong <- data.frame(x = c(-3, -2, -1, 0, 1, 2, 3, 4, .4, .5), y = c(0, 0, 0, 0, 1, 1, 1, 1, 1, 0))
logistic_case("nearly separated", strong, "x")
logistic_case("true and false", transform(yes, y = y == 1, z = z == 1), "z", transform(yes))
separated <- data.frame(x = 1:8, y = c(0, 0, 0, 0, 1, 1, 1, 1))
for (what in c("completely", "in part")) {
  d <- if (what == "completely") separated else transform(separated, x = c(1, 1, 2, 2, 2, 2, 2, 2))
  if (what == "in part") d$y <- c(0, 0, 0, 1, 0, 1, 1, 0)
  case(paste("separated", what), "logistic", list(columns = columns(d), outcome = "y", covariates = I("x")),
       expected = list(coef = c(NA, NA), se = c(NA, NA), deviance = NA, issues = I("separation")))
}

# ---- match ----------------------------------------------------------------------------------------------------------------
match_case <- function(name, d, covariates, caliper = NULL, replace = FALSE) {
  k <- d[complete.cases(d), ]
  score <- polished(glm(reformulate(covariates, "treated"), data = k, family = binomial))$p
  width <- if (is.null(caliper)) Inf else caliper * sd(score)
  free <- k$treated == 0; pairs <- NULL
  for (i in order(-score)) if (k$treated[i] == 1 && any(free)) {
    away <- ifelse(free, abs(score - score[i]), Inf); j <- which.min(away)
    if (away[j] <= width) { pairs <- rbind(pairs, c(i, j)); if (!replace) free[j] <- FALSE }
  }
  spread <- vapply(covariates, function(v) sd(k[[v]][k$treated == 1]), 0)
  smd <- function(a, b) I(unname(vapply(covariates, function(v) mean(k[[v]][a]) - mean(k[[v]][b]), 0) / spread))
  m <- nrow(pairs); long <- data.frame(y = k$y[c(pairs)], t = rep(1:0, each = m), pair = rep(seq_len(m), 2))
  fit <- lm(y ~ t, long)
  options <- list(distance = "propensity", replace = replace, order = "largest")
  if (!is.null(caliper)) options <- c(options, caliper = caliper, caliperIn = "sd of the propensity score over all rows")
  case(name, "match", list(columns = columns(d), id = "id", treated = "treated", outcome = "y", covariates = I(covariates)), options,
       list(pairs = I(paste(k$id[pairs[, 1]], k$id[pairs[, 2]], sep = "~")), matched = m, unmatchedTreated = sum(k$treated) - m,
            smdBefore = smd(k$treated == 1, k$treated == 0), smdAfter = smd(pairs[, 1], pairs[, 2]), att = coef(fit)[["t"]],
            attSeCluster = sqrt(vcovCL(fit, cluster = long$pair, type = "HC1")["t", "t"])))
}
sites <- function(n, seed, digits = 2) {
  set.seed(seed)
  d <- data.frame(id = paste0("P", seq_len(n)), size = round(rnorm(n, 10, 3), digits), need = round(rnorm(n), digits))
  d$treated <- rbinom(n, 1, plogis(-1 + .15 * (d$size - 10) + .6 * d$need))
  d$y <- round(20 + .3 * d$size + d$need + .9 * d$treated + rnorm(n), 2)
  d
}
match_case("one covariate, caliper", sites(60, 51), "size", .2)
match_case("two covariates, caliper", sites(80, 52), c("size", "need"), .25)
match_case("no caliper", sites(60, 53), c("size", "need"))
match_case("tight caliper", sites(70, 54), c("size", "need"), .02)
match_case("more treated than controls", transform(sites(50, 55), treated = 1 - treated), c("size"))
match_case("controls more than once", sites(60, 56), c("size", "need"), .2, TRUE)
match_case("equal scores", sites(60, 57, 0), "need", .1)
lacking <- sites(60, 58); lacking$y[4] <- NA; lacking$size[20] <- NA
match_case("missing values", lacking, c("size", "need"), .2)
match_case("ids by number", transform(sites(40, 59), id = 100 + seq_len(40)), "size", .5)

write_cases("sandwich")
