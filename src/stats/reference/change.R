# What R says of change over time. Jacobson and Truax's index has no function in R: it is their formula, written out.
source("src/stats/reference/write.R")

paired <- function(name, before, after, centre = 0) {
  test <- t.test(after - centre, before - centre, paired = TRUE)
  change <- (after - before)[!is.na(after - before)]
  case(name, "pairedTest", list(before = "t1", after = "t2", columns = list(t1 = I(before), t2 = I(after))), NULL,
    list(t = unname(test$statistic), df = unname(test$parameter), p = test$p.value, meanChange = unname(test$estimate),
      ciLow = test$conf.int[1], ciHigh = test$conf.int[2], dz = mean(change) / sd(change), sdChange = sd(change),
      r = cor(before - centre, after - centre, use = "complete.obs"), n = length(change), issues = I(list())))
}
gap <- function(values, part) {
  values[runif(length(values)) < part] <- NA
  values
}
set.seed(11)
before <- round(rnorm(40, 22, 5), 1)
after <- round(before + rnorm(40, 2, 4), 1)
paired("forty children", before, after)
paired("missing at either time", gap(before, 0.2), gap(after, 0.2))
paired("far tail", before, round(before + rnorm(40, 20, 1), 2))
paired("two children", c(10, 14), c(12, 15))
paired("no change on average", c(1, 2, 3, 4), c(2, 1, 4, 3))
near <- round(rnorm(25, 0, 1) * 16) / 16
later <- near + round(rnorm(25, 1, 1) * 16) / 16
paired("about a thousand million", near + 1e9, later + 1e9, 1e9)
paired("tiny values", round(rnorm(12), 2) * 1e-100, round(rnorm(12, 1), 2) * 1e-100)

reliable <- function(before, after, reliability, s = sd(before, na.rm = TRUE), z = 1.96, up = TRUE) {
  error <- s * sqrt(1 - reliability)
  sDiff <- sqrt(2 * error^2)
  rci <- (after - before) / sDiff
  better <- if (up) rci else -rci
  classes <- ifelse(better > z, "improved", ifelse(better < -z, "deteriorated", "unchanged"))
  list(sDiff = sDiff, threshold = z * sDiff, rci = I(rci), classes = I(classes), improved = sum(classes == "improved", na.rm = TRUE),
    deteriorated = sum(classes == "deteriorated", na.rm = TRUE), unchanged = sum(classes == "unchanged", na.rm = TRUE))
}
index <- function(name, before, after, reliability, ...) {
  given <- list(...)
  options <- list(reliability = reliability)
  for (key in c("s", "z", "up")) if (!is.null(given[[key]])) options[[c(s = "sd", z = "z", up = "higherIsBetter")[[key]]]] <- given[[key]]
  case(name, "reliableChange", list(before = "t1", after = "t2", columns = list(t1 = I(before), t2 = I(after))), options,
    c(reliable(before, after, reliability, ...), list(issues = I(list()))))
}
index("usual options", before, after, 0.85)
index("a norm's standard deviation", before, after, 0.9, s = 6.4)
index("a wider band", before, after, 0.7, z = 2.58)
index("a lower score is better", before, after, 0.85, up = FALSE)
index("missing values", gap(before, 0.2), gap(after, 0.2), 0.8, s = 5, z = 1.645, up = FALSE)
index("no reliability at all", before, after, 0)
case("exactly at z is not reliable", "reliableChange", list(before = "t1", after = "t2", columns = list(t1 = c(10, 10, 10, 10), t2 = c(20, 0, 20.5, -0.5))),
  list(reliability = 0.5, sd = 5, z = 2), list(sDiff = 5, threshold = 10, rci = c(2, -2, 2.1, -2.1), classes = c("unchanged", "unchanged", "improved", "deteriorated"),
    improved = 1, deteriorated = 1, unchanged = 2))

clinical <- function(name, before, after, options) {
  up <- if (is.null(options$higherIsBetter)) TRUE else options$higherIsBetter
  s <- if (is.null(options$sd)) sd(before, na.rm = TRUE) else options$sd
  z <- if (is.null(options$z)) 1.96 else options$z
  m1 <- if (is.null(options$clinicalMean)) mean(before, na.rm = TRUE) else options$clinicalMean
  s1 <- if (is.null(options$clinicalSd)) sd(before, na.rm = TRUE) else options$clinicalSd
  change <- reliable(before, after, options$reliability, s, z, up)
  cutoff <- (options$normalSd * m1 + s1 * options$normalMean) / (options$normalSd + s1)
  crossed <- if (up) before < cutoff & after >= cutoff else before > cutoff & after <= cutoff
  recovered <- crossed & change$classes == "improved"
  recovered[is.na(change$classes)] <- NA
  case(name, "clinicalChange", list(before = "t1", after = "t2", columns = list(t1 = I(before), t2 = I(after))), options,
    list(cutoffC = cutoff, recovered = sum(recovered, na.rm = TRUE), recoveredRows = I(recovered),
      classes = I(ifelse(is.na(recovered), NA, ifelse(recovered, "recovered", change$classes))), improved = change$improved,
      deteriorated = change$deteriorated, unchanged = change$unchanged, sDiff = change$sDiff, threshold = change$threshold, issues = I(list())))
}
low <- round(rnorm(30, 18, 4))
lifted <- round(low + rnorm(30, 5, 5))
norms <- list(reliability = 0.88, clinicalMean = 17, clinicalSd = 4.5, normalMean = 26, normalSd = 5)
clinical("wellbeing, higher is better", low, lifted, norms)
clinical("a given standard deviation and z", low, lifted, c(norms, list(sd = 4.5, z = 1.645)))
clinical("the clinical norm of these themselves", low, lifted, norms[c("reliability", "normalMean", "normalSd")])
clinical("difficulties, lower is better", round(rnorm(30, 20, 4)), round(rnorm(30, 13, 5)), list(reliability = 0.8, clinicalMean = 19, clinicalSd = 5, normalMean = 9, normalSd = 5.5, higherIsBetter = FALSE))
clinical("missing values", gap(low, 0.2), gap(lifted, 0.2), norms)

write_cases()
