# Runs clang-tidy over the sources that the native build compiles, generated ones aside: -DBUILD=DIRECTORY
cmake_path(SET root NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../..")
find_program(run_clang_tidy run-clang-tidy-14 REQUIRED)
execute_process(
  COMMAND ${run_clang_tidy} -clang-tidy-binary clang-tidy-14 -quiet -p ${BUILD}
          "^${root}/?(core|native|tests)/"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_QUIET)
if(NOT result EQUAL 0)
  string(REGEX MATCHALL "[^\n]*(error|warning):[^\n]*" findings "${output}")
  list(REMOVE_DUPLICATES findings)
  list(JOIN findings "\n" findings)
  message(NOTICE "${findings}")
  message(FATAL_ERROR "clang-tidy found what is listed above.")
endif()
