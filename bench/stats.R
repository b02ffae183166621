# The baseline of `npm run bench -- stats`: what an evaluator would type in R. Rscript bench/stats.R FOLDER TASK TIMES prints
# {"seconds": [...], "peak": MB}: each time in this process, and the most memory it ever had.
args <- commandArgs(TRUE)
folder <- args[1]; task <- args[2]; times <- as.integer(args[3])
suppressPackageStartupMessages({ library(psych); library(GPArotation) })

ratings <- function(name, rows) {
  bytes <- readBin(file.path(folder, name), "integer", n = rows * 17, size = 1, signed = TRUE)
  bytes[bytes < 0] <- NA
  x <- matrix(bytes, ncol = 17, byrow = TRUE)
  colnames(x) <- paste0("q", 1:17)
  x
}
doubles <- function(name) readBin(file.path(folder, name), "double", n = 1e8)
peak <- function() {
  line <- grep("VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("\\D", "", line)) / 1024
}
seconds <- function(work) {
  gc(FALSE)
  began <- proc.time()[["elapsed"]]
  work()
  proc.time()[["elapsed"]] - began
}
# Too short for one look at the clock: many in a row, and the time of one.
many <- function(n, work) { began <- proc.time()[["elapsed"]]; for (i in 1:n) work(); (proc.time()[["elapsed"]] - began) / n }
quietly <- function(work) suppressWarnings(suppressMessages(work))

run <- switch(task,
  solution = { r <- cor(ratings("whole", 1e6)[1:1e5, ]); function() many(100, function() quietly(fa(r, 2, n.obs = 1e5, fm = "minres", rotate = "oblimin"))) },
  whole = function() seconds(function() { x <- ratings("whole", 1e6); quietly({ alpha(x); fa(x, 2, fm = "minres", rotate = "oblimin") }) }),
  pairwise = { x <- ratings("gaps", 1e6); function() seconds(function() cor(x, use = "pairwise.complete.obs")) },
  polychoric = { x <- ratings("whole", 1e6); function() seconds(function() quietly(polychoric(x, correct = 0))) },
  "polychoric-small" = { x <- ratings("whole", 1e6)[1:1000, ]; function() seconds(function() quietly(polychoric(x, correct = 0))) },
  intercept = {
    suppressPackageStartupMessages(library(lme4))
    d <- as.data.frame(matrix(doubles("pupils"), ncol = 3, byrow = TRUE)); names(d) <- c("y", "school", "x")
    function() seconds(function() lmer(y ~ x + (1 | school), d))
  },
  cluster = {
    suppressPackageStartupMessages(library(sandwich))
    d <- as.data.frame(matrix(doubles("many-pupils"), ncol = 3, byrow = TRUE)); names(d) <- c("y", "school", "x")
    function() seconds(function() vcovCL(lm(y ~ x, d), cluster = d$school, type = "HC1"))
  },
  parallel = function() seconds(function() for (i in 1:1000) eigen(cor(matrix(rnorm(500 * 17), 500)), symmetric = TRUE, only.values = TRUE)),
  stop("There is no task called ", task))

taken <- vapply(seq_len(times), function(i) run(), 0)
cat(sprintf('{"seconds": [%s], "peak": %.1f}\n', paste(format(taken, digits = 8, scientific = FALSE, trim = TRUE), collapse = ", "), peak()))
