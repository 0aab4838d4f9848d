# module(<name> [DEPENDS <module or library>...]): a static library of src/<name> and its sub-folders, which may
# include only its own headers and those of DEPENDS, and a test program of the *_test.cc beside them.
# main.cc becomes the program `bina`.
function(module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
    file(GLOB sources CONFIGURE_DEPENDS ${name}/*.cc ${name}/*/*.cc)
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")
    list(FILTER tests INCLUDE REGEX "_test\\.cc$")
    if(sources)
        add_library(${name} STATIC ${sources})
        target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
        target_link_libraries(${name} PUBLIC ${arg_DEPENDS})
        precompile(${name} pch)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ${BINA_UNITY} UNITY_BUILD_BATCH_SIZE 5)
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})
        target_link_libraries(${name} INTERFACE ${arg_DEPENDS})
    endif()
    set_property(GLOBAL APPEND PROPERTY BINA_MODULES ${name})
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/main.cc)
        add_executable(bina ${name}/main.cc)
        target_link_libraries(bina PRIVATE ${name} schema)
        if(NOT BINA_SANITIZE AND NOT BINA_FUZZ)
            # Rows are made on one thread and freed on another, which glibc's allocator pays with a lock each.
            target_link_libraries(bina PRIVATE PkgConfig::jemalloc)
        endif()
        set_target_properties(bina PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
    endif()
    if(tests AND BUILD_TESTING)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE ${name} fixture GTest::gmock GTest::gtest_main)
        target_compile_options(${name}_test PRIVATE ${BINA_TEST_OPTIONS})
        precompile(${name}_test test_pch)
        add_test(NAME ${name} COMMAND ${name}_test)
    endif()
endfunction()

# What is under test is built as it is shipped; the tests themselves are not optimised, which halves their build.
set(BINA_TEST_OPTIONS -O0)

# Two precompiled headers, one for the program and one for tests: what nearly every file includes, and nothing of ours.
if(BINA_PCH)
    set(headers
        <algorithm> <array> <charconv> <chrono> <cstdint> <expected> <functional> <map> <memory> <optional> <span>
        <string> <string_view> <unordered_map> <utility> <vector>)
    file(WRITE ${CMAKE_BINARY_DIR}/generated/pch.cc "")
    add_library(pch OBJECT ${CMAKE_BINARY_DIR}/generated/pch.cc)
    target_precompile_headers(pch PRIVATE ${headers})
    add_library(test_pch OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/generated/pch.cc)
    target_compile_options(test_pch PRIVATE ${BINA_TEST_OPTIONS})
    target_link_libraries(test_pch PRIVATE GTest::gmock)
    target_precompile_headers(test_pch PRIVATE ${headers} <gmock/gmock.h> <gtest/gtest.h>)
endif()
function(precompile target from)
    if(BINA_PCH)
        target_precompile_headers(${target} REUSE_FROM ${from})
    endif()
endfunction()

# The library `schema`: every src/<module>/schema/*.sql in the order of modules, behind storage/migrate.h.
# Called once, after the last module.
function(embed_schema)
    get_property(modules GLOBAL PROPERTY BINA_MODULES)
    set(scripts)
    foreach(name IN LISTS modules)
        file(GLOB found CONFIGURE_DEPENDS ${name}/schema/*.sql)
        list(APPEND scripts ${found})
    endforeach()
    set(source ${CMAKE_BINARY_DIR}/generated/schema.cc)
    add_custom_command(
        OUTPUT ${source}
        COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed_schema.py ${source} ${scripts}
        DEPENDS ${scripts} ${CMAKE_SOURCE_DIR}/tools/embed_schema.py
        VERBATIM)
    add_library(schema STATIC ${source})
    target_link_libraries(schema PUBLIC storage)
    target_link_libraries(fixture INTERFACE schema)
endfunction()
