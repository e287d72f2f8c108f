# Runs clang-tidy over every source that the native build compiles: -DBUILD=DIRECTORY
find_program(run_clang_tidy run-clang-tidy-14 REQUIRED)
execute_process(
  COMMAND ${run_clang_tidy} -clang-tidy-binary clang-tidy-14 -quiet -p ${BUILD} "/(core|native|tests)/"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_QUIET)
if(NOT result EQUAL 0)
  string(REGEX MATCHALL "[^\n]*(error|warning):[^\n]*" findings "${output}")
  list(REMOVE_DUPLICATES findings)
  list(JOIN findings "\n" findings)
  message(FATAL_ERROR "clang-tidy found:\n${findings}")
endif()
