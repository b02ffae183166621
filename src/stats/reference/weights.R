# Ops about weighting: post-stratification and raking by the survey package, raking polished in base R to the last digits;
# weighted mean, SD and share by their formulae.
suppressPackageStartupMessages(library(survey))
source("src/stats/reference/write.R")

people <- function(n, seed, schools = 12) {
  set.seed(seed)
  d <- data.frame(score = round(rnorm(n, 24, 5), 1), sex = sample(c("F", "M"), n, TRUE, c(.62, .38)),
                  year = sample(c("Y7", "Y8", "Y9"), n, TRUE, c(.5, .3, .2)), school = paste0("S", sample(schools, n, TRUE)),
                  free = sample(0:1, n, TRUE), stringsAsFactors = FALSE)
  d$score <- d$score + round(3 * (d$sex == "M") + 2 * (d$year == "Y9"), 1)
  d
}
population <- list("F:Y7" = 500, "F:Y8" = 520, "F:Y9" = 480, "M:Y7" = 510, "M:Y8" = 505, "M:Y9" = 495)
ess <- function(w) sum(w)^2 / sum(w^2)

# ---- postStratify ------------------------------------------------------------------------------------------------------
post_case <- function(name, d, by, population, tolerance = NULL) {
  k <- d[complete.cases(d[c("score", by)]), ]
  k$cell <- do.call(paste, c(k[by], sep = ":"))
  known <- population[names(population) %in% k$cell]
  counts <- data.frame(cell = names(known), Freq = unlist(known))
  fit <- postStratify(svydesign(ids = ~1, data = k, weights = ~1), ~cell, counts)
  w <- weights(fit)
  by_cell <- vapply(split(w, k$cell), `[`, 0, 1)
  case(name, "postStratify", list(columns = columns(d[c("score", by)]), outcome = "score", by = I(by), population = population),
       expected = list(weightByCell = as.list(by_cell), mean = coef(svymean(~score, fit))[[1]], kishEss = ess(w),
       kishDeff = nrow(k) / ess(w), sumWeights = sum(w), n = nrow(k)), tolerance = tolerance)
}
some <- people(150, 1)
post_case("sex by year", some, c("sex", "year"), population)
post_case("one variable", some, "sex", list(F = 1500, M = 1510))
post_case("a variable by number", some, c("free", "sex"), list("0:F" = 700, "0:M" = 600, "1:F" = 300, "1:M" = 410))
gaps <- some; gaps$score[c(3, 70)] <- NA; gaps$sex[10] <- NA; gaps$year[33] <- NA
post_case("missing answers and groups", gaps, c("sex", "year"), population)
post_case("few respondents", people(14, 3), "sex", list(F = 90, M = 110))
post_case("large offset", transform(some, score = score + 1e9), c("sex", "year"), population)
lacking <- some[!(some$sex == "M" & some$year == "Y9"), ]
post_case("a cell without respondents", lacking, c("sex", "year"), population)

# ---- rake ----------------------------------------------------------------------------------------------------------------
fitting <- function(k, margins) {
  w <- rep(1, nrow(k))
  for (round in 1:150) for (v in names(margins)) {
    total <- tapply(w, k[[v]], sum); w <- w * as.vector((unlist(margins[[v]])[names(total)] / total)[as.character(k[[v]])])
  }
  w
}
rake_case <- function(name, d, margins, cluster = "school", tolerance = NULL) {
  k <- d[complete.cases(d[c("score", names(margins), cluster)]), ]
  w <- fitting(k, margins)
  design <- svydesign(ids = ~1, data = k, weights = ~1)
  raked <- rake(design, lapply(names(margins), reformulate), lapply(names(margins), function(v)
    setNames(data.frame(names(margins[[v]]), unlist(margins[[v]])), c(v, "Freq"))), control = list(maxit = 50, epsilon = 1e-8))
  stopifnot(all.equal(unname(weights(raked)), w, tolerance = 1e-7))
  m <- weighted.mean(k$score, w)
  # Clusters drawn with replacement, weights as fixed: what survey gives a design that does not know they were raked.
  fixed <- svydesign(ids = if (is.null(cluster)) ~1 else reformulate(cluster), data = k, weights = w)
  cell <- do.call(paste, c(k[names(margins)], sep = ":"))
  case(name, "rake", c(list(columns = columns(d[c("score", names(margins), cluster)]), outcome = "score"),
       if (!is.null(cluster)) list(cluster = cluster), list(margins = margins)),
       expected = list(weightByCell = as.list(vapply(split(w, cell), `[`, 0, 1)), sumWeights = sum(w), mean = m,
       se = SE(svymean(~score, fixed))[[1]], kishEss = ess(w), kishDeff = length(w) / ess(w), n = nrow(k)), tolerance = tolerance)
}
both <- list(sex = list(F = 900, M = 880), year = list(Y7 = 590, Y8 = 600, Y9 = 590))
rake_case("sex and year", some, both)
rake_case("three variables", people(200, 5), c(both, list(free = list("0" = 1300, "1" = 480))))
rake_case("one variable", some, both["sex"])
rake_case("missing answers, groups and schools", transform(gaps, school = replace(school, 8, NA)), both)
rake_case("four schools", people(120, 6, 4), both)
rake_case("no clusters", some, both, NULL)
rake_case("strongly uneven", some, list(sex = list(F = 100, M = 9900), year = list(Y7 = 10, Y8 = 90, Y9 = 9900)))
rake_case("large offset", transform(some, score = score + 1e6), both, tolerance = list(relative = 1e-7, absolute = 1e-8))
rake_case("shares instead of counts", some, list(sex = list(F = .48, M = .52), year = list(Y7 = .3, Y8 = .3, Y9 = .4)))

# ---- weightedDescribe -------------------------------------------------------------------------------------------------------
weighted_case <- function(name, d, by, weights, cut, tolerance = NULL) {
  k <- d[complete.cases(d[c("score", by)]), ]
  w <- unlist(weights)[do.call(paste, c(k[by], sep = ":"))]; k <- k[!is.na(w), ]; w <- w[!is.na(w)]
  x <- k$score; n <- length(x); m <- weighted.mean(x, w); d0 <- x - x[1]
  v <- sum(w * (d0 - weighted.mean(d0, w))^2) / sum(w) * n / (n - 1)
  case(name, "weightedDescribe", list(columns = columns(d[c("score", by)]), outcome = "score", weightsByCell = weights, by = I(by),
       cut = cut), expected = list(mean = m, sd = sqrt(v), proportionBelow = sum(w[x < cut]) / sum(w), kishEss = ess(w), n = n),
       tolerance = tolerance)
}
cells <- list("F:Y7" = 8.2, "F:Y8" = 14.5, "F:Y9" = 21, "M:Y7" = 16.25, "M:Y8" = 22.5, "M:Y9" = 30)
weighted_case("sex by year", some, c("sex", "year"), cells, 20)
weighted_case("cut at a value that occurs", some, c("sex", "year"), cells, some$score[5])
weighted_case("one variable", some, "sex", list(F = .8, M = 1.3), 25)
weighted_case("missing answers and groups", gaps, c("sex", "year"), cells, 20)
weighted_case("large offset", transform(some, score = score + 1e9), "sex", list(F = .8, M = 1.3), 1e9 + 20)
weighted_case("a cell without a weight", some, c("sex", "year"), cells[-6], 20)
weighted_case("a weight of nought", some, "sex", list(F = 0, M = 2), 26)

write_cases("survey")
