#pragma once
// Before any header of Asio or Beast, so that all see Asio alike. Its functions are compiled in asio.cc.
#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_ASIO_NO_DEPRECATED
