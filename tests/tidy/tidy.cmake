# Runs clang-tidy over the sources that the native build compiles, generated ones aside: -DBUILD=DIRECTORY
cmake_path(SET root NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../..")
find_program(run_clang_tidy run-clang-tidy-14 REQUIRED)
find_path(clang_include_dir clang/AST/ASTConsumer.h PATHS /usr/lib/llvm-14/include REQUIRED)

# clang-tidy with the plugin loaded, as one program: that is what run-clang-tidy takes.
set(plugin ${BUILD}/tests/tidy/own_code.so)
set(clang_tidy ${BUILD}/tests/tidy/clang-tidy)
file(WRITE ${clang_tidy} "#!/bin/sh\nexec clang-tidy-14 \"-load=${plugin}\" \"$@\"\n")
file(CHMOD ${clang_tidy} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
execute_process(
  COMMAND c++ -std=c++17 -fno-rtti -fPIC -shared -isystem ${clang_include_dir}
          ${CMAKE_CURRENT_LIST_DIR}/own_code.cpp -o ${plugin}
  COMMAND_ERROR_IS_FATAL ANY)

# Behind everything else, so that other tests can run meanwhile as if it did not.
execute_process(
  COMMAND nice -n 19 ${run_clang_tidy} -clang-tidy-binary ${clang_tidy} -quiet -p ${BUILD}
          "^${root}/?(core|native|tests)/"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  string(REGEX MATCHALL "[^\n]*(error|warning):[^\n]*" findings "${output}")
  if(NOT findings)
    message(FATAL_ERROR "clang-tidy did not run: ${errors}")
  endif()
  list(REMOVE_DUPLICATES findings)
  list(JOIN findings "\n" findings)
  message(NOTICE "${findings}")
  message(FATAL_ERROR "clang-tidy found what is listed above.")
endif()
