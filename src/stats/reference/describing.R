# Description of items and scores of scales: by R's own mean, sd and quantile (type 7), the shape by its definition.
library(psych)
source("src/stats/reference/write.R")

one <- function(x) {
  missing <- sum(is.na(x)); x <- x[!is.na(x)]; n <- length(x)
  # What R has no value for has none here: also the mean of nothing.
  if (n == 0) return(c(n = 0, missing = missing, mean = NA, sd = NA, se = NA, median = NA, min = NA, max = NA, q25 = NA, q75 = NA, skew = NA, kurtosis = NA))
  s <- sd(x); flat <- n < 2 || length(unique(x)) == 1
  if (n > 1 && flat) s <- 0
  d <- x - mean(x)
  c(n = n, missing = missing, mean = mean(x), sd = s, se = s / sqrt(n), median = median(x), min = min(x), max = max(x),
    q25 = quantile(x, 0.25, names = FALSE), q75 = quantile(x, 0.75, names = FALSE),
    skew = if (flat) NA else mean(d^3) / s^3, kurtosis = if (flat) NA else mean(d^4) / s^4 - 3)
}
answer <- function(frame) {
  all <- sapply(frame, one)
  result <- lapply(rownames(all), function(key) I(unname(all[key, ])))
  names(result) <- rownames(all)
  answers <- sort(unique(unlist(frame)))
  if (length(answers) <= 50) {
    result$answers <- I(as.numeric(answers))
    result$frequencies <- lapply(frame, function(x) I(vapply(answers, function(a) sum(x == a, na.rm = TRUE), 0L)))
    names(result$frequencies) <- NULL
  } else result <- c(result, list(answers = NULL, frequencies = NULL))
  result
}
add <- function(name, frame, ...) case(name, "describe", list(columns = columns(frame), items = I(names(frame))), NULL, answer(frame), ...)

set.seed(5)
ratings <- as.data.frame(matrix(sample(c(0:3, NA), 150, TRUE, c(3, 4, 5, 2, 1)), 30)); names(ratings) <- paste0("q", 1:5)
scores <- data.frame(age = round(rnorm(80, 12, 2), 1), wemwbs = sample(14:70, 80, TRUE), skewed = round(rexp(80), 3))
add("ratings", ratings)
add("scores", scores)
add("scores with gaps", { s <- scores; s$age[c(1, 5, 9)] <- NA; s$skewed[60:80] <- NA; s })
add("few", ratings[1:4, ])
add("two values", data.frame(a = c(3, 5), b = c(NA, 2)))
add("one value", data.frame(a = c(3, NA), b = c(NA, 2.5)))
add("constant and empty", data.frame(a = c(2, 2, 2, 2), b = NA_real_, c = c(0.1, 0.1, 0.1, NA), d = c(1, 2, 4, 8)))
add("large offset", data.frame(a = 1e9 + round(rnorm(60), 3)), tolerance = list(relative = 1e-6, absolute = 1e-7))
add("many rows", { set.seed(8); data.frame(a = sample(0:3, 1500, TRUE), b = sample(c(NA, 1:7), 1500, TRUE), c = sample(0:3, 1500, TRUE) / 2) })
add("negative", data.frame(a = c(-5, -2, -2, 0, 3), b = c(-1e-3, 2e-3, 0, 1e-3, 5e-3)))
# psych's skew and kurtosis of type 3 are those of the interface.
check <- psych::describe(scores)
for (key in c("skew", "kurtosis", "se", "median")) stopifnot(all.equal(as.numeric(check[[key]]), as.numeric(answer(scores)[[key]])))

scored <- function(frame, scales, part) lapply(scales, function(own) {
  own <- frame[unlist(own)]
  there <- rowSums(!is.na(own))
  means <- rowMeans(own, na.rm = TRUE)
  I(unname(ifelse(there > 0 & there >= part * ncol(own) - 1e-9, means, NA)))
})
score <- function(name, frame, scales, part) case(name, "scaleScores", list(columns = columns(frame), items = I(names(frame))),
  list(scales = lapply(scales, I), minAnswered = part), scored(frame, scales, part))
two <- list(calm = c("q1", "q2", "q3"), "getting on" = c("q4", "q5"))
for (part in c(0, 0.5, 2 / 3, 0.8, 1)) score(paste("two scales, part answered", round(part, 2)), ratings, two, part)
wide <- as.data.frame(matrix(sample(c(0:3, NA), 250, TRUE, c(1, 1, 1, 1, 9)), 10)); names(wide) <- paste0("w", 1:25)
score("a part that is no double", wide, list(all = names(wide)), 0.28)
score("one item and overlapping scales", ratings, list(one = "q2", all = names(ratings), some = c("q5", "q2")), 0.8)
score("nobody answered", data.frame(q1 = c(NA, NA), q2 = c(NA, 1)), list(first = "q1", both = c("q1", "q2")), 0.5)
score("scores of any kind", scores, list(mixed = c("age", "skewed")), 1)

write_cases("psych")
