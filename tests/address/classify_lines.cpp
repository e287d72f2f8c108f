// Reads IP addresses, one a line, and prints whether the core takes each for public.
#include <iostream>
#include <string>

#include "core/address/address_class.hpp"

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto address = hookstorm::parse_ip_address(line);
    std::cout << (!address                                                      ? "none"
                  : hookstorm::is_public(hookstorm::classify_address(*address)) ? "public"
                                                                                : "other")
              << '\n';
  }
}
