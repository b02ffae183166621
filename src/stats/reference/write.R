# Shared by the scripts beside it: collects cases and prints them as JSON. Base R and jsonlite only.
# A script is run as `Rscript src/stats/reference/NAME.R` and prints {"made": "...", "cases": [...]}.
suppressPackageStartupMessages(library(jsonlite))
options(digits = 17, warn = 1)
.cases <- list()

# One case. `input`, `options`, `expected` are lists; wrap a vector that may have one value in I() so that it stays a list.
# `published` says where a number that R did not make comes from (author, year, page or table).
case <- function(name, op, input, options = NULL, expected, tolerance = NULL, published = NULL) {
  one <- list(name = name, op = op, input = input)
  if (!is.null(options)) one$options <- options
  one$expected <- expected
  # relative and absolute error that is allowed; the usual is in reference.test.ts
  if (!is.null(tolerance)) one$tolerance <- tolerance
  if (!is.null(published)) one$published <- published
  .cases[[length(.cases) + 1]] <<- one
}

# A data frame as columns by name; NA becomes null.
columns <- function(frame) lapply(as.list(frame), function(column) if (is.factor(column)) as.character(column) else unname(column))
# A matrix as a list of rows, also when it has one row or one column.
rows <- function(m) lapply(seq_len(nrow(m)), function(i) I(unname(m[i, ])))

write_cases <- function(...) {
  packages <- c(...)
  made <- paste(c(R.version.string, vapply(packages, function(p) paste(p, packageVersion(p)), "")), collapse = ", ")
  cat(toJSON(list(made = made, cases = .cases), auto_unbox = TRUE, digits = NA, na = "null", null = "null"))
}
