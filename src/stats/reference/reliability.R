# Alpha: by psych where psych follows the interface, and by its definition for what psych words otherwise (item-rest on the
# covariances themselves, Feldt's interval, alpha without an item).
library(psych)
source("src/stats/reference/write.R")

alpha_of <- function(C) { k <- ncol(C); k / (k - 1) * (1 - sum(diag(C)) / sum(C)) }
flat <- function(x) { x <- x[!is.na(x)]; length(x) == 0 || (length(x) > 1 && length(unique(x)) == 1) }
answer <- function(frame, missing = "pairwise", reverse = NULL, low = NULL, high = NULL, guttman = TRUE) {
  for (name in reverse) frame[[name]] <- low + high - frame[[name]]
  all <- names(frame)
  kept <- all[!vapply(frame, flat, TRUE)]
  if (missing == "listwise") {
    # An item that is left out takes no rows away either.
    repeat {
      rows <- complete.cases(frame[kept])
      still <- kept[!vapply(frame[rows, kept], flat, TRUE)]
      if (length(still) == length(kept)) break
      kept <- still
    }
    frame <- frame[rows, , drop = FALSE]
  }
  x <- frame[kept]; k <- length(kept); n <- nrow(frame)
  C <- cov(x, use = "pairwise"); R <- cov2cor(C); a <- alpha_of(C); r <- mean(R[lower.tri(R)])
  limit <- function(p) 1 - (1 - a) * qf(p, n - 1, (n - 1) * (k - 1))
  in_order <- function(values) { full <- setNames(rep(NA_real_, length(all)), all); full[kept] <- values; I(unname(full)) }
  rest <- vapply(seq_len(k), function(i) sum(C[i, -i]) / sqrt(C[i, i] * sum(C[-i, -i])), 0)
  drop <- vapply(seq_len(k), function(i) if (k > 2) alpha_of(C[-i, -i]) else NA_real_, 0)
  first <- eigen(R)$vectors[, 1]
  sign <- sum(sign(first)); if (sign == 0) sign <- sum(first)
  result <- list(alpha = a, standardised = k * r / (1 + (k - 1) * r), averageR = r, ciLow = limit(0.975), ciHigh = limit(0.025),
    alphaIfDropped = if (length(all) == 2) NA else in_order(drop), itemRest = in_order(rest),
    itemMean = I(unname(vapply(frame, function(v) mean(v, na.rm = TRUE), 0))), itemSd = I(unname(vapply(frame, function(v) sd(v, na.rm = TRUE), 0))),
    n = n, leftOut = I(setdiff(all, kept)), suggestedReversed = I(kept[first * sign < 0]))
  result$itemMean[is.nan(result$itemMean)] <- NA
  if (guttman) result$guttman6 <- 1 - sum(1 / diag(solve(R))) / sum(R)
  result
}
add <- function(name, frame, missing = "pairwise", ..., reverse = NULL, low = NULL, high = NULL, tolerance = NULL) case(name, "alpha",
  list(columns = columns(frame), items = I(names(frame))),
  c(list(missing = missing, suggestReversed = TRUE), if (!is.null(reverse)) list(reverse = I(reverse), scaleMin = low, scaleMax = high)),
  answer(frame, missing, reverse, low, high, ...), tolerance)
ratings <- function(n, k, loading = 0.6) {
  f <- rnorm(n)
  frame <- as.data.frame(sapply(seq_len(k), function(i) findInterval(loading * f + sqrt(1 - loading^2) * rnorm(n), c(-0.9, 0, 0.9))))
  names(frame) <- paste0("q", seq_len(k)); frame
}
gaps <- function(frame, part) { for (name in names(frame)) frame[[name]][runif(nrow(frame)) < part] <- NA; frame }

set.seed(77)
ten <- ratings(150, 10); five <- ratings(60, 5, 0.75); holes <- gaps(ratings(100, 6), 0.12)
turned <- five; turned$q2 <- 3 - turned$q2; turned$q5 <- 3 - turned$q5
add("ten items", ten)
add("five items", five)
add("gaps, pairwise", holes)
add("gaps, listwise", holes, "listwise")
add("two items", five[1:2])
add("three items", five[1:3])
add("worded the other way", turned)
add("turned round", turned, reverse = c("q2", "q5"), low = 0, high = 3)
add("turned round on a scale from 1", turned + 1, "listwise", reverse = c("q2", "q5"), low = 1, high = 4)
add("turned round with gaps", gaps(turned, 0.1), reverse = "q5", low = 0, high = 3)
add("bounds that nobody reached", data.frame(a = c(2, 3, 4, 2, 3, 3), b = c(2, 4, 4, 3, 3, 2), c = c(3, 2, 1, 3, 2, 3)), reverse = "c", low = 0, high = 10)
add("negative", { set.seed(2); data.frame(a = c(1, 2, 3, 4, 5, 6, 7, 8, 9, 1), b = c(9, 7, 8, 5, 6, 3, 4, 2, 1, 8), c = c(4, 4, 5, 3, 6, 5, 4, 6, 5, 4)) })
add("constant item", { x <- five; x$q3 <- 2; x })
add("empty item", { x <- five; x$q1 <- NA_real_; x }, "listwise")
add("constant among the complete rows", { x <- five; x$q4 <- c(rep(1, 40), rep(NA, 19), 3); x$q1[60] <- NA; x }, "listwise")
add("small", five[1:6, 1:4])
add("three rows", data.frame(a = c(1, 2, 4), b = c(1, 3, 3)))
add("scores", { set.seed(9); as.data.frame(round(matrix(rnorm(250), 50) %*% chol(0.5 + 0.5 * diag(5)) * 10 + 50, 2)) })
add("large offset", as.data.frame(as.matrix(five) + 1e9), tolerance = list(relative = 1e-7, absolute = 1e-6))
add("a row with no answer", { x <- five; x[7, ] <- NA; x })
add("items that repeat each other", { x <- five[1:3]; x$q4 <- x$q1; x }, guttman = FALSE)

# psych agrees where it has the same number.
for (x in list(ten, holes)) {
  p <- suppressWarnings(psych::alpha(x, warnings = FALSE)); ours <- answer(x)
  stopifnot(all.equal(unlist(unname(p$total[c("raw_alpha", "std.alpha", "G6(smc)", "average_r")])), with(ours, c(alpha, standardised, guttman6, averageR))))
  stopifnot(all.equal(p$alpha.drop$raw_alpha, as.numeric(ours$alphaIfDropped)))
  stopifnot(all.equal(p$item.stats$mean, as.numeric(ours$itemMean)), all.equal(p$item.stats$sd, as.numeric(ours$itemSd)))
}
p <- psych::alpha(ten, warnings = FALSE); stopifnot(all.equal(p$item.stats$r.drop, as.numeric(answer(ten)$itemRest)))
stopifnot(all.equal(unlist(psych::alpha.ci(answer(ten)$alpha, 150, 10)[c("lower.ci", "upper.ci")], use.names = FALSE), with(answer(ten), c(ciLow, ciHigh)), tolerance = 1e-6))

write_cases("psych")
