# Correlation tables: coefficients by R's cor, p from t on n-2 df for every method, Fisher's interval, covariance by cov.
source("src/stats/reference/write.R")

pair <- function(x, y, method) {
  there <- !is.na(x) & !is.na(y)
  x <- x[there]; y <- y[there]
  n <- length(x)
  r <- if (n < 2 || length(unique(x)) < 2 || length(unique(y)) < 2) NA else cor(x, y, method = method)
  t <- r * sqrt((n - 2) / ((1 - r) * (1 + r)))
  p <- if (n < 3) NA else 2 * pt(abs(t), n - 2, lower.tail = FALSE)
  ci <- if (n < 4) c(NA, NA) else tanh(atanh(r) + c(-1, 1) * qnorm(0.975) / sqrt(n - 3))
  list(r = r, n = n, p = p, low = ci[1], high = ci[2], covariance = if (n < 2) NA else cov(x, y))
}
answer <- function(x, method = "pearson", missing = "pairwise") {
  if (missing == "listwise") x <- x[complete.cases(x), , drop = FALSE]
  k <- ncol(x)
  all <- lapply(seq_len(k), function(i) lapply(seq_len(k), function(j) pair(x[[i]], x[[j]], method)))
  of <- function(key, diagonal = NULL) {
    m <- matrix(sapply(all, function(row) sapply(row, `[[`, key)), k, byrow = TRUE)
    if (!is.null(diagonal)) diag(m) <- diagonal
    rows(m)
  }
  result <- list(r = of("r"), n = of("n"), p = of("p", NA), ciLow = of("low", NA), ciHigh = of("high", NA))
  if (method == "pearson") result$covariance <- of("covariance")
  result
}
add <- function(name, frame, method = "pearson", missing = "pairwise", tolerance = NULL) case(
  name, "correlation", list(columns = columns(frame), items = I(names(frame))), list(method = method, missing = missing),
  answer(frame, method, missing), tolerance)
gaps <- function(frame, part) { for (name in names(frame)) frame[[name]][runif(nrow(frame)) < part] <- NA; frame }
ratings <- function(n, k, levels = 4, loading = 0.6) {
  f <- rnorm(n)
  steps <- qnorm(seq(0, 1, length.out = levels + 1))
  frame <- as.data.frame(sapply(seq_len(k), function(i) findInterval(loading * f + sqrt(1 - loading^2) * rnorm(n), steps[2:levels])))
  names(frame) <- paste0("q", seq_len(k))
  frame
}

set.seed(41)
whole <- ratings(120, 5)
holes <- gaps(ratings(90, 5), 0.15)
scores <- as.data.frame(round(matrix(rnorm(200), 40) %*% chol(0.4 + 0.6 * diag(5)), 3)); names(scores) <- letters[1:5]
scores$b <- -scores$b
holed <- gaps(scores, 0.2)
for (method in c("pearson", "spearman", "kendall")) {
  add(paste(method, "ratings"), whole, method)
  add(paste(method, "ratings with gaps, pairwise"), holes, method)
  add(paste(method, "ratings with gaps, listwise"), holes, method, "listwise")
  add(paste(method, "scores"), scores, method)
  add(paste(method, "scores with gaps, pairwise"), holed, method)
  add(paste(method, "scores with gaps, listwise"), holed, method, "listwise")
  add(paste(method, "small"), scores[1:5, 1:3], method)
  add(paste(method, "three rows"), scores[1:3, 1:2], method)
  add(paste(method, "two rows"), scores[c(4, 9), 1:2], method)
  add(paste(method, "one item"), scores[1], method)
  add(paste(method, "constant and empty"), data.frame(a = scores$a[1:8], flat = 0.1, none = NA_real_, b = scores$b[1:8]), method)
  add(paste(method, "constant where the other is there"), data.frame(a = c(1, 1, 1, 2, 3), b = c(2, 4, 3, NA, NA)), method)
  add(paste(method, "nothing in common"), data.frame(a = c(1, 2, 3, NA, NA, NA), b = c(NA, NA, NA, 3, 1, 2)), method)
  add(paste(method, "many rows, all tied"), { set.seed(7); ratings(300, 3, 2) }, method)
}
add("far tail", { set.seed(3); x <- round(rnorm(250), 2); data.frame(x = x, y = round(2 * x + rnorm(250) / 20, 2)) })
add("perfect", data.frame(x = 1:6, y = c(3, 5, 7, 9, 11, 13), z = -(1:6)))
add("no relation", data.frame(x = c(-1, 0, 1, 0), y = c(0, 1, 0, -1)))
set.seed(12)
small <- round(matrix(rnorm(90), 30), 2)
add("large offset", setNames(as.data.frame(1e9 + small), c("a", "b", "c")), tolerance = list(relative = 1e-7, absolute = 1e-7))
add("very small numbers", setNames(as.data.frame(small * 1e-60), c("a", "b", "c")), tolerance = list(relative = 1e-9, absolute = 0))
add("ratings far from nought", whole + 1e7)
add("negative and half points", whole / 2 - 1)
add("true and false", data.frame(a = c(TRUE, FALSE, TRUE, TRUE, NA), b = c(3, 1, 2, 3, 2)))

chosen <- c("q1", "q3")
complete <- holes[complete.cases(holes), ]
for (method in c("pearson", "spearman")) case(paste(method, "complete over all items, two of them shown"), "correlation",
  list(columns = columns(holes), items = I(names(holes)), useItems = I(chosen), listwiseOver = "items"), list(method = method, missing = "listwise"),
  answer(complete[chosen], method))
beside <- holes; beside$school <- ifelse(seq_len(90) %% 7 == 0, NA, paste("school", seq_len(90) %% 4))
there <- beside[!is.na(beside$school), ]
case("a column beside must be there", "correlation",
  list(columns = columns(beside), items = I(names(holes)), listwiseOver = "school"), list(method = "pearson", missing = "listwise"),
  answer(there[names(holes)], "pearson", "listwise"))
case("only some of the items", "correlation", list(columns = columns(holes), items = I(names(holes)), useItems = I(chosen)),
  list(method = "kendall", missing = "pairwise"), answer(holes[chosen], "kendall"))

write_cases()
