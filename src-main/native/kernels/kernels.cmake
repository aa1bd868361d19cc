# The kernels' sources in ROPEWALK_KERNEL_SOURCES, each with the flags of its instruction set, and the flags of everything in
# ROPEWALK_COMPILE_OPTIONS: for the addon and for the program that checks the kernels.
set(kernels ${CMAKE_CURRENT_LIST_DIR})
set(ROPEWALK_KERNEL_SOURCES ${kernels}/row-kernels.cpp ${kernels}/row-kernels-baseline.cpp)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64" AND NOT CMAKE_OSX_ARCHITECTURES MATCHES "arm64")
    list(APPEND ROPEWALK_KERNEL_SOURCES ${kernels}/row-kernels-avx2.cpp ${kernels}/row-kernels-avx512.cpp)
    add_compile_definitions(ROPEWALK_X86_KERNELS)
    if(MSVC)
        set_source_files_properties(${kernels}/row-kernels-avx2.cpp PROPERTIES COMPILE_OPTIONS "/arch:AVX2")
        set_source_files_properties(${kernels}/row-kernels-avx512.cpp PROPERTIES COMPILE_OPTIONS "/arch:AVX512")
    else()
        # GCC 12 warns of its own header: _mm512_undefined_ps is meant to be undefined.
        set(quiet "$<$<CXX_COMPILER_ID:GNU>:-Wno-uninitialized;-Wno-maybe-uninitialized>")
        set_source_files_properties(${kernels}/row-kernels-avx2.cpp PROPERTIES
            COMPILE_OPTIONS "-mavx2;-mfma;-mf16c")
        set_source_files_properties(${kernels}/row-kernels-avx512.cpp PROPERTIES
            COMPILE_OPTIONS "-mavx512f;-mavx512bw;-mavx512dq;-mavx512vl;-mfma;-mf16c;-mprefer-vector-width=512;${quiet}")
    endif()
endif()

if(MSVC)
    set(ROPEWALK_COMPILE_OPTIONS /O2 /EHsc /openmp:experimental /W4)
else()
    set(ROPEWALK_COMPILE_OPTIONS -O3 -fopenmp-simd -fno-math-errno -fno-trapping-math -ffp-contract=fast -Wall -Wextra)
endif()
