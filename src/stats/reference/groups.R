# What R says of comparisons of groups. Direct formulas where R has no function, or its packages follow another convention.
source("src/stats/reference/write.R")
suppressPackageStartupMessages({
  library(car)
  library(afex)
})
options(contrasts = c("contr.sum", "contr.poly"))
afex_options(check_contrasts = FALSE)

ratings <- function(n, mean) pmin(3, pmax(0, round(rnorm(n, mean, 0.9))))
gap <- function(values, part) {
  values[runif(length(values)) < part] <- NA
  values
}

# ---- two groups
two <- function(first, second, variant) {
  test <- t.test(first, second, var.equal = variant == "student")
  x <- first[!is.na(first)]
  y <- second[!is.na(second)]
  list(t = unname(test$statistic), df = unname(test$parameter), p = test$p.value,
    difference = mean(x) - mean(y), ciLow = test$conf.int[1], ciHigh = test$conf.int[2],
    mean1 = mean(x), mean2 = mean(y), sd1 = sd(x), sd2 = sd(y), n1 = length(x), n2 = length(y), issues = I(list()))
}
# Noncentral t by integrating over the estimated standard deviation: R's pt loses digits in its upper tail.
limit <- function(t, df, lower) {
  reach <- 14 / sqrt(2 * df)
  tail <- function(ncp) integrate(function(s) pnorm(t * s - ncp, lower.tail = lower) * 2 * df * s * dchisq(df * s^2, df),
    max(0, 1 - reach), 1 + reach, rel.tol = 1e-11, subdivisions = 2000)$value
  uniroot(function(ncp) tail(ncp) - 0.025, t + c(-1, 1) * (4 + abs(t) / 2), tol = 1e-12, extendInt = "yes", maxiter = 5000)$root
}
effect <- function(first, second) {
  x <- first[!is.na(first)]
  y <- second[!is.na(second)]
  df <- length(x) + length(y) - 2
  d <- (mean(x) - mean(y)) / sqrt((sum((x - mean(x))^2) + sum((y - mean(y))^2)) / df)
  j <- exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  root <- sqrt(length(x) * length(y) / (length(x) + length(y)))
  list(d = d, g = j * d, ciLow = j * limit(d * root, df, FALSE) / root, ciHigh = j * limit(d * root, df, TRUE) / root)
}
u <- function(first, second, continuity) {
  test <- suppressWarnings(wilcox.test(first, second, exact = FALSE, correct = continuity))
  n1 <- sum(!is.na(first))
  n2 <- sum(!is.na(second))
  list(U = unname(test$statistic), p = test$p.value, rankBiserial = 2 * unname(test$statistic) / (n1 * n2) - 1)
}
pair <- function(name, first, second, tolerance = NULL) {
  input <- list(columns = list(teams = I(first), schools = I(second)), twoColumns = TRUE)
  long <- list(columns = list(score = I(c(second, first)), rater = I(rep(c("school", "team"), c(length(second), length(first))))),
    outcome = "score", group = "rater", order = c("team", "school"))
  for (variant in c("welch", "student"))
    case(paste(name, variant), "tTest", input, list(variant = variant), two(first, second, variant), tolerance)
  case(paste(name, "long form, usual variant"), "tTest", long, NULL, two(first, second, "welch"), tolerance)
  case(paste(name, "Hedges g"), "effectSize", long, list(measure = "hedges-g"), effect(first, second),
    list(relative = 1e-6, absolute = 1e-8))
  case(paste(name, "two columns, g"), "effectSize", input, NULL, effect(first, second), list(relative = 1e-6, absolute = 1e-8))
  for (continuity in c(TRUE, FALSE))
    case(paste(name, "ranks, continuity", continuity), "mannWhitney", long, list(continuity = continuity),
      u(first, second, continuity), tolerance)
}
set.seed(22028)
pair("22 teams and 28 schools", ratings(22, 1.3), ratings(28, 1.9))
pair("with missing values", gap(ratings(30, 1.2), 0.2), gap(ratings(41, 1.5), 0.3))
pair("very unequal sizes and spreads", round(rnorm(5, 10, 8), 2), round(rnorm(200, 12, 1), 2))
pair("two and two", c(1, 2), c(2.5, 4))
pair("no difference at all", c(1, 2, 3), c(3, 2, 1))
pair("far tail", round(rnorm(150, 0), 3), round(rnorm(140, 4), 3))
pair("negative values", round(rnorm(12, -40, 3), 1), round(rnorm(15, -41, 2), 1))
pair("tiny values", round(rnorm(20), 3) * 1e-60, round(rnorm(20, 1), 3) * 1e-60)
# About a large number: R's own sums lose digits there, so the answer without the offset is the right one.
near <- lapply(list(rnorm(15), rnorm(18, 1)), function(x) round(x * 16) / 16)
offset <- two(near[[1]], near[[2]], "welch")
offset$mean1 <- offset$mean1 + 1e9
offset$mean2 <- offset$mean2 + 1e9
case("about a thousand million", "tTest", list(columns = list(a = near[[1]] + 1e9, b = near[[2]] + 1e9), twoColumns = TRUE),
  list(variant = "welch"), offset)
case("about a thousand million, g", "effectSize", list(columns = list(a = near[[1]] + 1e9, b = near[[2]] + 1e9), twoColumns = TRUE),
  NULL, effect(near[[1]], near[[2]]), list(relative = 1e-6))
numbered <- data.frame(score = ratings(40, 1.5), wave = rep(c(10, 2), each = 20))
case("groups named by numbers, sorted by size", "tTest", list(columns = columns(numbered), outcome = "score", group = "wave"),
  list(variant = "welch"), two(numbered$score[numbered$wave == 2], numbered$score[numbered$wave == 10], "welch"))
three <- data.frame(score = ratings(60, 1.5), region = rep(c("south", "east", "north"), 20))
case("two of three groups", "tTest", list(columns = columns(three), outcome = "score", group = "region", order = c("south", "north")),
  list(variant = "student"), two(three$score[three$region == "south"], three$score[three$region == "north"], "student"))
single <- two(c(4, 6, 9), c(5, 5), "student")
single[c("t", "df", "p", "ciLow", "ciHigh")] <- local({
  test <- t.test(c(4, 6, 9), 5, var.equal = TRUE)
  list(unname(test$statistic), unname(test$parameter), test$p.value, test$conf.int[1], test$conf.int[2])
})
single[c("mean2", "n2", "difference")] <- list(5, 1, mean(c(4, 6, 9)) - 5)
single["sd2"] <- list(NULL)
case("a group of one, Student", "tTest", list(columns = list(a = c(4, 6, 9), b = I(5)), twoColumns = TRUE), list(variant = "student"), single)

items <- as.data.frame(lapply(setNames(seq_len(17), paste0("q", seq_len(17))), function(i) gap(c(ratings(22, 1 + i / 20), ratings(28, 1.2 + i / 12)), 0.06)))
items$rater <- rep(c("team", "school"), c(22, 28))
compared <- function(items, frame, order) {
  tests <- lapply(items, function(item) two(frame[[item]][frame$rater == order[1]], frame[[item]][frame$rater == order[2]], "welch"))
  effects <- lapply(items, function(item) effect(frame[[item]][frame$rater == order[1]], frame[[item]][frame$rater == order[2]]))
  of <- function(list, key) I(vapply(list, function(one) as.numeric(one[[key]]), 0))
  p <- of(tests, "p")
  list(p = p, holm = I(p.adjust(p, "holm")), bh = I(p.adjust(p, "BH")), g = of(effects, "g"), gLow = of(effects, "ciLow"),
    gHigh = of(effects, "ciHigh"), t = of(tests, "t"), df = of(tests, "df"), difference = of(tests, "difference"),
    ciLow = of(tests, "ciLow"), ciHigh = of(tests, "ciHigh"), n1 = of(tests, "n1"), n2 = of(tests, "n2"))
}
wanted <- paste0("q", seq_len(17))
case("seventeen ratings", "itemComparisons", list(items = wanted, group = "rater", order = c("team", "school"), columns = columns(items)),
  list(test = "welch"), compared(wanted, items, c("team", "school")), list(relative = 1e-6, absolute = 1e-8))
case("three ratings the other way round", "itemComparisons", list(items = c("q9", "q2", "q4"), group = "rater", order = c("school", "team"), columns = columns(items)),
  list(test = "welch"), compared(c("q9", "q2", "q4"), items, c("school", "team")), list(relative = 1e-6, absolute = 1e-8))
flat <- items
flat$q2 <- 1
with <- compared(c("q1", "q3"), items, c("team", "school"))
blank <- lapply(with[c("p", "g", "t", "df", "ciLow", "ciHigh")], function(two) I(c(two[1], NA, two[2])))
blank$holm <- I(c(with$holm[1], NA, with$holm[2]))
blank$bh <- I(c(with$bh[1], NA, with$bh[2]))
case("a constant rating does not count", "itemComparisons", list(items = c("q1", "q2", "q3"), group = "rater", order = c("team", "school"), columns = columns(flat)),
  NULL, c(blank, list(issues = c("constant-item", "zero-variance"))), list(relative = 1e-6, absolute = 1e-8))

# ---- several groups
# The studentised range by the trapezoidal rule in both integrals: R's own ptukey is some 1e-6 off where df are few.
rangeUpper <- function(w, k) {
  z <- seq(-9, 9 + w, by = 0.1)
  0.1 * sum(k * dnorm(z) * (pnorm(z)^(k - 1) - (pnorm(z) - pnorm(z - w))^(k - 1)))
}
tukey <- function(q, k, df) {
  v <- seq(-80 / df - 10 / sqrt(df), log(1 + 14 / sqrt(2 * df)), length.out = 300)
  s <- exp(v)
  (v[2] - v[1]) * sum(2 * df * s^2 * dchisq(df * s^2, df) * vapply(s, function(one) rangeUpper(q * one, k), 0))
}
tukeyP <- function(q, k, df) mapply(tukey, q, k, df)
tukeyMargin <- function(k, df) uniroot(function(q) tukey(q, k, df) - 0.05, c(0.5, 30), tol = 1e-11)$root
several <- function(name, frame, tolerance = NULL) {
  used <- frame[complete.cases(frame), ]
  used$group <- factor(used$group)
  fit <- anova(lm(score ~ group, used))
  welch <- oneway.test(score ~ group, used)
  levene <- leveneTest(score ~ group, used, center = median)
  ss <- fit[["Sum Sq"]]
  input <- list(columns = columns(frame), outcome = "score", group = "group")
  case(name, "anova", input, NULL, list(F = fit[["F value"]][1], df1 = fit$Df[1], df2 = fit$Df[2], p = fit[["Pr(>F)"]][1],
    welchF = unname(welch$statistic), welchDf2 = unname(welch$parameter[2]), welchP = welch$p.value,
    etaSquared = ss[1] / sum(ss), omegaSquared = (ss[1] - fit$Df[1] * fit[["Mean Sq"]][2]) / (sum(ss) + fit[["Mean Sq"]][2]),
    leveneF = levene[["F value"]][1], leveneP = levene[["Pr(>F)"]][1], issues = I(list())), tolerance)
  honest <- TukeyHSD(aov(score ~ group, used))$group
  m <- tapply(used$score, used$group, mean)
  v <- tapply(used$score, used$group, var)
  n <- tapply(used$score, used$group, length)
  k <- length(m)
  df <- sum(n) - k
  keys <- pairs <- NULL
  for (a in seq_len(k - 1)) for (b in (a + 1):k) {
    keys <- c(keys, paste0(names(m)[b], "-", names(m)[a]))
    pairs <- rbind(pairs, c(a, b))
  }
  a <- pairs[, 1]
  b <- pairs[, 2]
  se <- sqrt(fit[["Mean Sq"]][2] / 2 * (1 / n[a] + 1 / n[b]))
  gh <- sqrt((v[a] / n[a] + v[b] / n[b]) / 2)
  ghDf <- (v[a] / n[a] + v[b] / n[b])^2 / ((v[a] / n[a])^2 / (n[a] - 1) + (v[b] / n[b])^2 / (n[b] - 1))
  difference <- m[b] - m[a]
  stopifnot(identical(rownames(honest), keys), max(abs(honest[, "diff"] - difference)) < 1e-9,
    max(abs(honest[, "p adj"] - ptukey(abs(difference) / se, k, df, lower.tail = FALSE))) < 1e-6)
  named <- function(x) as.list(setNames(as.numeric(x), keys))
  margin <- tukeyMargin(k, df)
  stopifnot(abs(margin - qtukey(0.95, k, df)) < 1e-3)
  case(paste(name, "post hoc"), "postHoc", input, NULL, list(difference = named(difference),
    tukeyP = named(tukeyP(abs(difference) / se, k, df)), tukeyLow = named(difference - margin * se), tukeyHigh = named(difference + margin * se),
    gamesHowellP = named(tukeyP(abs(difference) / gh, k, ghDf)), dfError = df, issues = I(list())), list(relative = 1e-6, absolute = 1e-9))
}
set.seed(3)
several("three regions", data.frame(score = c(ratings(20, 1), ratings(17, 1.6), ratings(25, 1.9)), group = rep(c("south", "east", "north"), c(20, 17, 25))))
several("five schools, missing, unequal spread", data.frame(score = gap(round(rnorm(120, rep(c(40, 42, 44, 45, 50), 24), rep(1:5, 24)), 1), 0.1), group = rep(paste("School", c("B", "A", "E", "D", "C")), 24)))
several("two groups", data.frame(score = c(1, 2, 4, 7, 3, 9), group = rep(c("a", "b"), 3)))
several("numbered years", data.frame(score = round(rnorm(60, 10, 2), 2), group = rep(c(9, 10, 11, 7), 15)))
several("far apart", data.frame(score = round(rnorm(90, rep(c(0, 3, 6), 30)), 3), group = rep(c("low", "middle", "top"), 30)), list(relative = 1e-6))

# ---- two factors
crossed <- function(name, frame, factors = c("a", "b"), centre = 0) {
  used <- frame[complete.cases(frame), ]
  for (f in factors) used[[f]] <- factor(used[[f]])
  used$y <- used$y - centre
  fit <- lm(reformulate(paste(factors, collapse = "*"), "y"), used)
  three <- Anova(fit, type = 3)
  two <- Anova(fit, type = 2)
  pick <- function(table, key) unname(table[c(factors, paste(factors, collapse = ":")), key])
  out <- as.list(c(pick(three, "F value"), pick(three, "Pr(>F)"), pick(two, "F value")[1:2], pick(two, "Pr(>F)")[1:2],
    pick(three, "Sum Sq") / (pick(three, "Sum Sq") + three["Residuals", "Sum Sq"]), pick(three, "Df")))
  names(out) <- c("F3_A", "F3_B", "F3_AB", "p3_A", "p3_B", "p3_AB", "F2_A", "F2_B", "p2_A", "p2_B", "partialEta_A", "partialEta_B", "partialEta_AB", "df_A", "df_B", "df_AB")
  out$dfError <- three["Residuals", "Df"]
  out$issues <- I(list())
  case(name, "anova2", list(outcome = "y", factors = factors, columns = columns(frame)), NULL, out)
}
set.seed(4)
unbalanced <- data.frame(y = round(rnorm(80, 10, 2), 1), a = sample(c("south", "east"), 80, TRUE, c(0.7, 0.3)), b = sample(c("school", "team"), 80, TRUE, c(0.6, 0.4)))
unbalanced$y <- unbalanced$y + 1.5 * (unbalanced$a == "east") - 2 * (unbalanced$b == "team") * (unbalanced$a == "south")
crossed("region by informant, unbalanced", unbalanced)
crossed("the factors the other way round", unbalanced, c("b", "a"))
holes <- unbalanced
holes$y <- gap(holes$y, 0.1)
holes$a[c(3, 9)] <- NA
crossed("missing outcomes and factors", holes)
wide <- expand.grid(a = letters[1:4], b = 1:3)
wide <- wide[rep(seq_len(12), times = sample(1:7, 12, TRUE)), ]
wide$a <- as.character(wide$a)
wide$y <- round(rnorm(nrow(wide), as.integer(factor(wide$a)) + wide$b), 2)
crossed("four by three", wide)
balanced <- expand.grid(a = c("x", "y", "z"), b = c("m", "n"), i = 1:5)
balanced <- data.frame(y = round(rnorm(30), 2), a = as.character(balanced$a), b = as.character(balanced$b))
crossed("balanced", balanced)
high <- unbalanced
high$y <- round(high$y * 4) / 4 + 1e9
crossed("about a thousand million", high, centre = 1e9)
steep <- unbalanced
steep$y <- steep$y + 40 * (steep$a == "east")
crossed("far tail", steep)

# ---- several measures
whole <- function(frame, between, measures) frame[complete.cases(frame[c(between, measures)]), ]
long <- function(used, between, measures) {
  used$.id <- factor(seq_len(nrow(used)))
  all <- reshape(used[c(".id", between, measures)], direction = "long", varying = measures, v.names = "value", timevar = "dimension", idvar = ".id")
  all$dimension <- factor(all$dimension)
  for (b in between) all[[b]] <- factor(all[[b]])
  all
}
fitted <- function(frame, between, measures) {
  used <- whole(frame, between, measures)
  suppressMessages(suppressWarnings(aov_ez(".id", "value", long(used, between, measures), between = between, within = "dimension",
    type = 3, anova_table = list(correction = "none", es = c("ges", "pes")))))
}
mixed <- function(name, frame, between, measures) {
  fit <- fitted(frame, between, measures)
  table <- fit$anova_table
  input <- list(subject = "id", wide = measures, between = I(between), columns = columns(frame))
  whole <- suppressWarnings(summary(fit$Anova, multivariate = FALSE))
  k <- length(measures)
  # No test of sphericity is printed for two measures: then nothing is to be violated.
  shape <- list(greenhouseGeisser = 1, huynhFeldt = 1, mauchlyW = 1)
  if (k > 2) {
    adjust <- whole$pval.adjustments
    sphere <- whole$sphericity.tests
    shape <- list(greenhouseGeisser = unname(adjust["dimension", "GG eps"]), huynhFeldt = min(1, unname(adjust["dimension", "HF eps"])),
      mauchlyW = unname(sphere["dimension", "Test statistic"]), mauchlyP = unname(sphere["dimension", "p-value"]))
  }
  shape$n <- nrow(fit$data$wide)
  terms <- rownames(table)
  gg <- function(term) pf(table[term, "F"], table[term, "num Df"] * shape$greenhouseGeisser, table[term, "den Df"] * shape$greenhouseGeisser, lower.tail = FALSE)
  hf <- function(term) pf(table[term, "F"], table[term, "num Df"] * shape$huynhFeldt, table[term, "den Df"] * shape$huynhFeldt, lower.tail = FALSE)
  if (k > 2) stopifnot(abs(gg("dimension") - adjust["dimension", "Pr(>F[GG])"]) < 1e-10)
  named <- function(key) as.list(setNames(table[, key], terms))
  out <- shape
  if (length(between) == 1) {
    parts <- c(between = between, within = "dimension", interaction = paste0(between, ":dimension"))
    for (part in names(parts)) {
      row <- table[parts[[part]], ]
      out[paste0(c("F_", "p_", "partialEta_", "generalEta_", "df1_", "df2_"), part)] <- as.list(unname(unlist(row[c("F", "Pr(>F)", "pes", "ges", "num Df", "den Df")])))
    }
    out$p_within_gg <- gg("dimension")
    out$p_interaction_gg <- gg(parts[["interaction"]])
    out$p_within_hf <- hf("dimension")
    out$p_interaction_hf <- hf(parts[["interaction"]])
  } else {
    within <- grep("dimension", terms, value = TRUE)
    out <- c(out, list(F = named("F"), p = named("Pr(>F)"), partialEta = named("pes"), generalEta = named("ges"),
      df1 = named("num Df"), df2 = named("den Df"), pGg = as.list(setNames(vapply(within, gg, 0), within))))
  }
  out$issues <- I(list())
  case(name, "mixedAnova", input, NULL, out)
}
set.seed(5)
subjects <- function(n, k, groups, part) {
  base <- rnorm(n, 1.5, 0.6)
  frame <- data.frame(id = paste0("s", seq_len(n)), region = sample(groups, n, TRUE, part))
  for (j in seq_len(k)) frame[[paste0("m", j)]] <- round(base + rnorm(n, 0.1 * j + 0.3 * (frame$region == groups[1]) * (j == 2), 0.3 + 0.1 * j), 2)
  frame
}
review <- subjects(50, 2, c("South East", "East of England"), c(0.6, 0.4))
mixed("two dimensions by region", review, "region", c("m1", "m2"))
mixed("four measures, unbalanced", subjects(40, 4, c("x", "y", "z"), c(0.5, 0.3, 0.2)), "region", paste0("m", 1:4))
lacking <- subjects(60, 3, c("b", "a"), c(0.5, 0.5))
lacking$m2 <- gap(lacking$m2, 0.15)
lacking$region[7] <- NA
mixed("three measures, missing values", lacking, "region", paste0("m", 1:3))
strong <- subjects(45, 3, c("b", "a"), c(0.5, 0.5))
strong$m3 <- strong$m3 + 6
mixed("far tail", strong, "region", paste0("m", 1:3))
mixed("few subjects, six measures", subjects(9, 6, c("b", "a"), c(0.5, 0.5)), "region", paste0("m", 1:6))
round1 <- subjects(64, 2, c("South East", "East of England"), c(0.6, 0.4))
round1$informant <- sample(c("school", "team"), 64, TRUE)
mixed("region and informant", round1, c("region", "informant"), c("m1", "m2"))
mixed("informant and region", round1, c("informant", "region"), c("m1", "m2"))
big <- subjects(150, 3, c("r1", "r2", "r3"), c(0.4, 0.35, 0.25))
big$informant <- sample(c("school", "team"), 150, TRUE, c(0.65, 0.35))
big$phase <- sample(c("primary", "secondary"), 150, TRUE)
mixed("three between factors, three measures", big, c("region", "informant", "phase"), paste0("m", 1:3))
one <- subjects(20, 3, "all", 1)
alone <- fitted(one, character(0), paste0("m", 1:3))
sphere <- suppressWarnings(summary(alone$Anova, multivariate = FALSE))
case("no between factor", "mixedAnova", list(subject = "id", wide = paste0("m", 1:3), between = I(character(0)), columns = columns(one)), NULL,
  list(F_within = alone$anova_table$F, p_within = alone$anova_table[["Pr(>F)"]], partialEta_within = alone$anova_table$pes, generalEta_within = alone$anova_table$ges,
    df1_within = 2, df2_within = 38, greenhouseGeisser = sphere$pval.adjustments[1, "GG eps"], mauchlyW = sphere$sphericity.tests[1, 1],
    mauchlyP = sphere$sphericity.tests[1, 2], F_between = NULL, F_interaction = NULL))

write_cases("car", "afex")
